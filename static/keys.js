// Keys of the desk: each act shows its key beside it. A key never fires while somebody writes or stands on another control.
const writing = (el) => el && el.closest("input,textarea,select,[contenteditable]");

// An input method that is switched on hides the letter (Process, ｎ, ㄋ); the place of the key on the board still says which it was.
const letter = (event) => (/^[\x20-~]$/.test(event.key) ? event.key : event.code.replace(/^(Key|Digit)(?=.$)/, "")).toLowerCase();

function wanted(event) {
  return [...document.querySelectorAll("[data-key]")].find((el) => !el.disabled && el.offsetParent !== null
    && [el.dataset.key, el.dataset.also || ""].some((key) => key === event.code || (key && key.toLowerCase() === letter(event))));
}

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.isComposing || document.body.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  if ((event.code === "Space" || event.code === "Enter") && event.target.closest("a,button,summary")) return;
  const button = wanted(event);
  if (!button) return;
  event.preventDefault();
  button.click();
});
