// What a tablet keeps (IndexedDB): its content, its codes, answers on their way. An answer takes its
// code in the same transaction in which it is kept, so a reload loses nothing and doubles nothing.
window.kioskStore = (() => {
  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open("kios", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("facts");
      asked.result.createObjectStore("codes", { keyPath: "code" });
      asked.result.createObjectStore("answers", { keyPath: "code" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

  async function within(stores, mode, work) {
    const database = await opened;
    return new Promise((resolve, reject) => {
      const step = database.transaction(stores, mode);
      const held = {};
      step.oncomplete = () => resolve(held.value);
      step.onerror = () => reject(step.error);
      step.onabort = () => reject(step.error);
      work(step, (value) => { held.value = value; });
    });
  }

  const read = (store, key, method = "get") =>
    within([store], "readonly", (step, tell) => {
      const asked = key === undefined ? step.objectStore(store)[method]() : step.objectStore(store)[method](key);
      asked.onsuccess = () => tell(asked.result);
    });

  const fact = (name) => read("facts", name);
  const setFact = (name, value) =>
    within(["facts"], "readwrite", (step) => step.objectStore("facts").put(value, name));

  // Keep an answer under a code of the pool; false where the pool is empty.
  const keep = (answer) =>
    within(["codes", "answers"], "readwrite", (step, tell) => {
      tell(false);
      step.objectStore("codes").openCursor().onsuccess = (event) => {
        const cursor = event.target.result;
        if (!cursor) return;
        const { code } = cursor.value;
        cursor.delete();
        step.objectStore("answers").put({ ...answer, code });
        tell(true);
      };
    });

  const addCodes = (codes) =>
    within(["codes"], "readwrite", (step) => {
      for (const code of codes) step.objectStore("codes").put({ code });
    });

  const forget = (code) =>
    within(["answers"], "readwrite", (step) => step.objectStore("answers").delete(code));

  // The age is measured on this clock at both ends, so it may be days off.
  function formOf(answer) {
    const form = new URLSearchParams(answer.fields);
    form.set("kode", answer.code);
    form.set("layanan", answer.service);
    form.set("detik", String(answer.seconds));
    form.set("umur", String((Date.now() - answer.givenAt) / 1000));
    return form;
  }

  let pauseUntil = 0;
  const pausing = () => performance.now() < pauseUntil;

  async function post(address, form) {
    const response = await fetch(address, { method: "POST", body: form });
    if (response.status === 429) {
      pauseUntil = performance.now() + 1000 * Number(response.headers.get("Retry-After") ?? 60);
    }
    return response;
  }

  // Send what waits, one after another; says whether the server was asked. Throws where there is no
  // network, and "unknown" where the server does not know this tablet.
  async function deliver(address) {
    let asked = false;
    for (const answer of await read("answers", undefined, "getAll")) {
      if (pausing()) return asked;
      const response = await post(address, formOf(answer));
      asked = true;
      if (response.status === 401) throw new Error("unknown");
      if (response.status === 422) await setFact("refused", ((await fact("refused")) ?? 0) + 1);
      else if (!response.ok) return asked;
      await forget(answer.code);
    }
    return asked;
  }

  async function refill(address, pool) {
    const have = await read("codes", undefined, "count");
    if (have > pool / 2 || pausing()) return false;
    const response = await post(address, new URLSearchParams({ have }));
    if (response.status === 401) throw new Error("unknown");
    if (response.ok) await addCodes((await response.json()).codes);
    return true;
  }

  async function counts() {
    const [codes, waiting] = await Promise.all([
      read("codes", undefined, "count"),
      read("answers", undefined, "count"),
    ]);
    return { codes, waiting, refused: (await fact("refused")) ?? 0 };
  }

  return { fact, setFact, keep, deliver, refill, counts };
})();
