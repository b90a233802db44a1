/* Alt and a letter, from wherever the agent types: the whole queue without the mouse. */
document.addEventListener("keydown", (event) => {
  const button = { KeyN: "next", KeyT: "take", KeyB: "back", KeyC: "close" }[event.code];
  if (!event.altKey || event.ctrlKey || event.metaKey || !button) return;
  event.preventDefault();
  document.getElementById(button)?.click();
});
