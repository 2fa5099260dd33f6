// Keeps the tablet's page for when there is no network. Nothing of an answer passes through here.
const { files, version } = {{ content }};
const KEPT = `kios-${version}`;
const PAGE = "/kios/";
const PATIENCE = 4000;

addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(KEPT).then((kept) => kept.addAll([PAGE, ...files])).then(() => self.skipWaiting()),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((n) => n !== KEPT).map((n) => caches.delete(n))))
      .then(() => self.clients.claim()),
  );
});

// Fonts and the like that the page loaded before this script was there.
addEventListener("message", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(event.data)));
});

async function pageAsked(request) {
  const kept = await caches.open(KEPT);
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const fresh = await fetch(request, { signal: patience.signal });
    if (fresh.ok) await kept.put(PAGE, fresh.clone());
    return fresh;
  } catch {
    return (await kept.match(PAGE)) ?? Response.error();
  } finally {
    clearTimeout(timer);
  }
}

async function fileAsked(request) {
  const kept = await caches.open(KEPT);
  const found = await kept.match(request);
  if (found) return found;
  const fresh = await fetch(request);
  if (fresh.ok) await kept.put(request, fresh.clone());
  return fresh;
}

addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (event.request.mode === "navigate" && pathname === PAGE) {
    event.respondWith(pageAsked(event.request));
  } else if (pathname.startsWith("/static/")) {
    event.respondWith(fileAsked(event.request));
  }
});
