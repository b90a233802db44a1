"""The order desk in the hands of a model that calls tools well."""
