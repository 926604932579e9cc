/* Dropping files: the whole field lights up, and what is too large is told before it is sent.

   Without this the field is an ordinary one, on which files can be dropped as well. */

"use strict";

(() => {
  const MOST_BYTES = 256 * 1024 * 1024; /* as the program has it */
  const field = document.getElementById("files");
  const tooLarge = document.getElementById("files-too-large");
  if (!field || !tooLarge) return;
  const form = field.form;

  const isTooLarge = () =>
    [...field.files].reduce((bytes, file) => bytes + file.size, 0) > MOST_BYTES;

  const look = () => {
    tooLarge.hidden = !isTooLarge();
  };

  const hasFiles = (event) =>
    event.dataTransfer && [...event.dataTransfer.types].includes("Files");

  const light = (isLit) => form.classList.toggle("over", isLit);

  field.addEventListener("change", look);
  form.addEventListener("submit", (event) => {
    look();
    if (isTooLarge()) event.preventDefault();
  });
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    light(true);
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) light(false);
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    light(false);
    if (event.dataTransfer.files.length === 0) return;
    field.files = event.dataTransfer.files;
    look();
    if (!isTooLarge()) form.requestSubmit();
  });
})();
