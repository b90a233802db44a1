// A Vendure server in memory, on loopback, with the products beside this file.
// Usage: node server.mjs PORT; prints "ready" when it answers.
import { createRequire } from 'node:module';
import { join } from 'node:path';

// The packages are installed elsewhere: the working directory says where.
const require = createRequire(join(process.cwd(), 'package.json'));
const core = require('@vendure/core');
const { populate } = require('@vendure/core/cli');

const payment = core.dummyPaymentHandler;
const config = {
  apiOptions: {
    port: Number(process.argv[2]),
    hostname: '127.0.0.1',
    adminApiPath: 'admin-api',
    shopApiPath: 'shop-api',
  },
  authOptions: {
    tokenMethod: ['bearer'],
    superadminCredentials: { identifier: 'superadmin', password: 'superadmin' },
    requireVerification: false,
  },
  dbConnectionOptions: { type: 'sqljs', synchronize: true, autoSave: false },
  paymentOptions: { paymentMethodHandlers: [payment] },
  logger: new core.DefaultLogger({ level: core.LogLevel.Error }),
  plugins: [core.DefaultJobQueuePlugin],
};
const shop = {
  defaultLanguage: core.LanguageCode.en,
  defaultZone: 'Americas',
  countries: [{ name: 'United States', code: 'US', zone: 'Americas' }],
  taxRates: [{ name: 'Standard', percentage: 0 }],
  shippingMethods: [{ name: 'Standard', price: 500 }],
  paymentMethods: [
    {
      name: 'Card',
      handler: { code: payment.code, arguments: [{ name: 'automaticSettle', value: 'true' }] },
    },
  ],
  collections: [],
  roles: [],
};
await populate(() => core.bootstrap(config), shop, join(import.meta.dirname, 'products.csv'));
console.log('ready');
