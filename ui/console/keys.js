/* Alt and a letter, from wherever the agent types: the whole queue without the mouse. */
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const button = {
    KeyN: "next", KeyT: "take", KeyB: "back", KeyC: "close", KeyS: "suggest",
  }[event.code];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (button) document.getElementById(button)?.click();
  else if (step) openBeside(step);
  else if (event.code === "KeyR") document.querySelector("#canned input")?.focus();
  else return;
  event.preventDefault();
});

/* The conversation below or above the one that is open; the first where none is. */
function openBeside(step) {
  const lines = [...document.querySelectorAll("#inbox .line")];
  const open = lines.findIndex((line) => line.hasAttribute("aria-current"));
  lines[open < 0 ? 0 : open + step]?.click();
}
