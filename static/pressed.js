// Which button sent a form, also where the browser does not say.
let pressed = null;

export const submitter = (event) => event.submitter || (pressed && pressed.form === event.target ? pressed : event.target.querySelector("button:not([type=button])"));

document.addEventListener("click", (event) => { pressed = event.target.closest("button"); }, true);
