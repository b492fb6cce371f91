// A picture is made small on the phone before it travels; the server makes it again anyway.
import { word } from "./clocks.js";

const LONG = 1600, QUALITY = 0.8;

async function shrink(file) {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONG / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  return new File([blob], "photo.jpg", { type: "image/jpeg" });
}

async function replace(input) {
  const small = new DataTransfer();
  for (const file of input.files) small.items.add(await shrink(file));
  input.files = small.files;
}

document.addEventListener("change", async (event) => {
  const input = event.target;
  if (!input.matches("input[type=file][data-shrink]") || !input.files.length) return;
  input.setCustomValidity("");
  try { await replace(input); } catch (error) {
    if (error instanceof TypeError || !("DataTransfer" in window)) return; // an old browser sends the picture as it is
    input.setCustomValidity(word("photo"));
    input.reportValidity();
  }
});
