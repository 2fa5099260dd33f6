// Photos of kept entries: made small before they are sent, and kept on this device beside the text
// of their entry until that was sent. kept-entries.js asks for them as window.keptPhotos.
//
// A photo has the key of its entry in localStorage. One whose entry is gone, because it was sent or
// somebody signed out, is removed when the next page opens.
const LONGEST_SIDE = 1600;
const LIGHT = 600 * 1024;
const THUMB = 96;
const STORE = "photos";
const TAKEN = ["image/jpeg", "image/png", "image/webp"];

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let opened;
function store(mode) {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("kinerja-entries", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened.then((database) => database.transaction(STORE, mode).objectStore(STORE));
}

function drawn(bitmap, longest) {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** A file as it is sent, with a small picture of it for lists; what is no photo stays as it is. */
async function prepared(file) {
  let bitmap;
  try {
    if (!file.type.startsWith("image/")) return { file, thumb: "" };
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return { file, thumb: "" };
  }
  const thumb = drawn(bitmap, THUMB).toDataURL("image/jpeg", 0.7);
  const fits = Math.max(bitmap.width, bitmap.height) <= LONGEST_SIDE && file.size <= LIGHT;
  if (fits && TAKEN.includes(file.type)) return { file, thumb };
  const canvas = drawn(bitmap, LONGEST_SIDE);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
  if (!blob) return { file, thumb };
  const name = `${file.name.replace(/\.[^.]*$/, "")}.jpg`;
  return { file: new File([blob], name, { type: "image/jpeg" }), thumb };
}

const put = async (key, file) => done((await store("readwrite")).put(file, key));
const get = async (key) => done((await store("readonly")).get(key));
const drop = async (key) => done((await store("readwrite")).delete(key));

/** Remove every photo without an entry. */
async function sweep() {
  try {
    for (const key of await done((await store("readonly")).getAllKeys())) {
      if (localStorage.getItem(key) === null) await drop(key);
    }
  } catch {
    // no storage for photos on this device, so there are none
  }
}

window.keptPhotos = Object.freeze({ prepared, put, get, drop, sweep });
sweep();
