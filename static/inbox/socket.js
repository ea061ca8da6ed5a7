// The socket of the inbox: hears which conversation changed, and after a break asks for what it missed.
"use strict";

(() => {
  const PING_MS = 20000;
  const SILENCE_MS = 10000;
  const POLL_MS = 15000;
  const LONGEST_MS = 15000;
  const SIGNED_OUT = 4401;
  const NO_HOTEL = 4403;

  const places = JSON.parse(document.getElementById("places").textContent);
  let socket = null;
  let tries = 0;
  let retry = null;
  let deadline = null;

  function show(state) {
    const box = document.getElementById("connection");
    if (box.dataset.state === state) return;
    box.dataset.state = state;
    box.querySelector(".label").textContent = Inbox.words[state];
  }

  function open() {
    clearTimeout(retry);
    retry = null;
    const url = new URL(document.body.dataset.socket, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(url);
    socket.addEventListener("open", () => say({ resume: places }));
    socket.addEventListener("message", (event) => hear(JSON.parse(event.data)));
    socket.addEventListener("close", (event) => {
      clearTimeout(deadline);
      deadline = null;
      if (event.code === SIGNED_OUT || event.code === NO_HOTEL) Inbox.reload();
      else again();
    });
  }

  function again() {
    show("reconnecting");
    const wait = Math.min(LONGEST_MS, 500 * 2 ** tries) * (0.5 + Math.random());
    tries += 1;
    retry = setTimeout(open, wait);
  }

  function say(frame) {
    socket.send(JSON.stringify(frame));
    // Whatever answers proves that the other side is there.
    deadline ??= setTimeout(() => socket.close(), SILENCE_MS);
  }

  function hear(event) {
    clearTimeout(deadline);
    deadline = null;
    if (event.type === "ready") {
      tries = 0;
      show("live");
      Object.assign(places, event.hotels);
    } else if (event.type === "change") {
      places[event.hotel] = event.seq;
      if (event.hotel === Inbox.hotel()) Inbox.changed(event.conversation);
    } else if (event.type === "reset") {
      places[event.hotel] = event.seq;
      if (event.hotel === Inbox.hotel()) Inbox.reloadList();
    } else if (event.type === "left") {
      Inbox.reload();
    } else if (event.type === "error" && event.hotel) {
      delete places[event.hotel];
    }
  }

  function now() {
    if (retry !== null) open();
  }

  setInterval(() => { if (socket?.readyState === WebSocket.OPEN) say({ ping: 1 }); }, PING_MS);
  // Without a socket the pages still know: slower, but nothing stands still.
  setInterval(() => { if (socket?.readyState !== WebSocket.OPEN) Inbox.reloadList(); }, POLL_MS);
  window.addEventListener("online", now);
  window.addEventListener("focus", now);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) now(); });
  open();
})();
