// The pages of the inbox: keeps list and thread fresh without touching what did not change.
"use strict";

window.Inbox = (() => {
  const byId = (id) => document.getElementById(id);
  const words = JSON.parse(byId("words").textContent);
  const baseTitle = document.title;
  const sources = new WeakMap(); // element -> the markup it came from, to see whether it changed
  const pendingRows = new Set();
  let rowsTimer = null;
  let refreshing = false;
  let refreshAgain = false;

  const conversation = () => byId("conversation");
  const openId = () => Number(conversation()?.dataset.id || 0);
  const hotel = () => document.querySelector("#filters [name=hotel]").value;

  function toast(text) {
    const box = document.createElement("div");
    box.className = "toast";
    box.textContent = text;
    byId("toasts").append(box);
    setTimeout(() => box.remove(), 6000);
  }

  let leaving = false;

  // Page and socket may both learn that the session is over: one of them loads the page anew.
  function reload() {
    if (!leaving) location.reload();
    leaving = true;
  }

  async function part(url, options = {}) {
    const response = await fetch(url, { ...options, headers: { "X-Part": "1", ...options.headers } });
    if (response.status === 401) reload();
    if (response.status === 404) location.assign(byId("home").href); // no longer ours to see
    if (!response.ok) throw new Error(`${response.status} ${url}`);
    const template = document.createElement("template");
    template.innerHTML = await response.text();
    return template.content;
  }

  // --- Replacing ---------------------------------------------------------------------------

  function replace(fresh) {
    const old = byId(fresh.id);
    const markup = fresh.outerHTML;
    if (!old || sources.get(old) === markup) return;
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(fresh);
    sources.set(fresh, markup);
    htmx.process(fresh);
    if (focused) byId(focused)?.focus();
  }

  // --- The list ----------------------------------------------------------------------------

  function changed(id) {
    pendingRows.add(id);
    rowsTimer ??= setTimeout(refreshRows, 120);
    if (id === openId()) refreshThread();
  }

  async function refreshRows() {
    const ids = [...pendingRows].slice(0, 100);
    ids.forEach((id) => pendingRows.delete(id));
    try {
      const asked = new URLSearchParams(new FormData(byId("filters")));
      asked.set("only", ids.join(","));
      const fresh = await part(`/inbox/rows/?${asked}`);
      const count = fresh.querySelector("#attention-count");
      count.removeAttribute("hx-swap-oob");
      replace(count);
      for (const id of ids) placeRow(id, fresh.querySelector(`#row-${id}`));
      decorate();
    } catch (error) {
      ids.forEach((id) => pendingRows.add(id));
    }
    rowsTimer = pendingRows.size ? setTimeout(refreshRows, 2000) : null;
  }

  function placeRow(id, fresh) {
    const rows = byId("rows");
    const old = byId(`row-${id}`);
    if (!fresh) {
      old?.remove();
      return;
    }
    rows.querySelector(".nothing")?.remove();
    if (old && old.dataset.sort === fresh.dataset.sort) {
      replace(fresh);
      return;
    }
    const below = [...rows.querySelectorAll(".row")].find(
      (row) => row !== old && row.dataset.sort < fresh.dataset.sort,
    );
    const more = rows.querySelector(".more");
    const hadFocus = old?.contains(document.activeElement);
    old?.remove();
    // Below everything that is loaded: it comes with its page.
    if (!below && more) return;
    rows.insertBefore(fresh, below || null);
    sources.set(fresh, fresh.outerHTML);
    htmx.process(fresh);
    if (hadFocus) fresh.querySelector("a").focus();
  }

  function reloadList() {
    htmx.trigger("#filters", "submit");
    refreshThread();
  }

  // --- The thread --------------------------------------------------------------------------

  const scroll = () => byId("scroll");
  const atEnd = () => scroll().scrollHeight - scroll().scrollTop - scroll().clientHeight < 80;
  const toEnd = () => {
    scroll().scrollTop = scroll().scrollHeight;
    byId("pill").hidden = true;
    seen();
  };

  function lastPosition() {
    const all = document.querySelectorAll("#messages .bubble");
    return all.length ? Number(all[all.length - 1].dataset.position) : 0;
  }

  async function refreshThread() {
    if (!conversation()) return;
    if (refreshing) {
      refreshAgain = true;
      return;
    }
    refreshing = true;
    const id = openId();
    try {
      const fresh = await part(`${conversation().dataset.news}?after=${lastPosition()}`);
      if (openId() === id) patchThread(fresh);
    } catch (error) {
      setTimeout(refreshThread, 2000);
    }
    refreshing = false;
    if (refreshAgain) {
      refreshAgain = false;
      refreshThread();
    }
  }

  function patchThread(fresh) {
    const stay = atEnd();
    let guestWrote = false;
    for (const item of [...fresh.querySelector("[data-append]").children]) {
      if (item.id && byId(item.id)) continue;
      item.classList.add("fresh");
      guestWrote ||= item.classList.contains("guest");
      byId("messages").append(item);
      htmx.process(item);
    }
    dropDoubleDays();
    for (const item of [...fresh.children]) if (item.id) replace(item);
    if (stay) toEnd();
    else if (guestWrote) byId("pill").hidden = false;
    setUpComposer();
    decorate();
  }

  function dropDoubleDays() {
    const known = new Set();
    for (const day of document.querySelectorAll("#messages .day")) {
      if (known.has(day.dataset.day)) day.remove();
      known.add(day.dataset.day);
    }
  }

  function seen() {
    const unread = Number(byId("thread-head")?.dataset.unread || 0);
    if (!unread || document.hidden || !document.hasFocus() || !atEnd()) return;
    byId("thread-head").dataset.unread = 0;
    const headers = { "X-CSRFToken": document.body.dataset.csrf };
    part(conversation().dataset.seen, { method: "POST", headers }).catch(() => {});
  }

  // --- The composer ------------------------------------------------------------------------

  function setUpComposer() {
    const text = byId("text");
    if (!text) return;
    const disabled = "disabled" in byId("composer-state").dataset;
    text.disabled = disabled;
    byId("composer").querySelector(".send").disabled = disabled || !text.value.trim();
  }

  function openThread() {
    if (!conversation()) return;
    const text = byId("text");
    text.value = sessionStorage.getItem(byId("composer").dataset.draft) || "";
    setUpComposer();
    grow(text);
    toEnd();
    scroll().addEventListener("scroll", () => {
      if (atEnd()) {
        byId("pill").hidden = true;
        seen();
      }
    }, { passive: true });
  }

  function grow(text) {
    if (CSS.supports("field-sizing", "content")) return;
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight + 2, 180)}px`;
  }

  // --- What counts by itself ---------------------------------------------------------------

  function length(seconds) {
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${minutes}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
    const hours = Math.floor(minutes / 60);
    return hours < 48 ? `${hours} h ${String(minutes % 60).padStart(2, "0")}` : `${Math.floor(hours / 24)} d`;
  }

  function count() {
    const now = Date.now() / 1000;
    for (const item of document.querySelectorAll("[data-since]")) {
      const waited = Math.max(0, now - Number(item.dataset.since));
      item.textContent = words.waiting.replace("%s", length(waited));
      item.classList.toggle("long", waited > 180);
    }
    for (const item of document.querySelectorAll("[data-until]")) {
      const left = Number(item.dataset.until) - now;
      item.textContent = left > 0 ? words.window_left.replace("%s", length(left)) : words.window_closed;
    }
  }

  function decorate() {
    for (const row of document.querySelectorAll("#rows .row")) {
      const current = Number(row.dataset.id) === openId();
      row.classList.toggle("current", current);
      row.querySelector("a").toggleAttribute("aria-current", current);
    }
    const number = Number(byId("attention-count").dataset.count);
    const title = conversation()?.dataset.title;
    document.title = (number ? `(${number}) ` : "") + (title ? `${title} · ` : "") + baseTitle;
    count();
  }

  // --- Events ------------------------------------------------------------------------------

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "thread") {
      openThread();
      (conversation() ? byId("scroll") : byId("query")).focus({ preventScroll: true });
    }
    if (event.target.matches(".how > .turn")) event.target.scrollIntoView({ block: "nearest" });
    dropDoubleDays();
    decorate();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    // Earlier messages come in above: what is read stays where it is.
    if (!event.target.classList?.contains("older")) return;
    const height = scroll().scrollHeight - scroll().scrollTop;
    requestAnimationFrame(() => { scroll().scrollTop = scroll().scrollHeight - height; });
  });
  document.addEventListener("htmx:historyRestore", () => { openThread(); decorate(); });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful, requestConfig } = event.detail;
    if (requestConfig.verb !== "post") return;
    if (successful && elt.id === "composer") {
      byId("text").value = "";
      sessionStorage.removeItem(elt.dataset.draft);
      grow(byId("text"));
      toEnd();
    }
    refreshThread();
  });
  document.addEventListener("htmx:responseError", (event) => {
    let sentence = words.failed;
    try { sentence = JSON.parse(event.detail.xhr.responseText).sentence || sentence; } catch { /* a page, no JSON */ }
    if (event.detail.xhr.status !== 401) toast(sentence);
  });
  document.addEventListener("htmx:sendError", () => toast(words.failed));

  document.addEventListener("input", (event) => {
    if (event.target.id !== "text") return;
    sessionStorage.setItem(byId("composer").dataset.draft, event.target.value);
    grow(event.target);
    setUpComposer();
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "text" && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (event.target.value.trim()) byId("composer").requestSubmit();
    }
    const row = event.target.closest?.(".row");
    if (row && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
      if (next?.matches(".row")) {
        event.preventDefault();
        next.querySelector("a").focus();
      }
    }
    if (event.key === "Escape") {
      showSide(false);
      for (const menu of document.querySelectorAll(".menu[open]")) menu.open = false;
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("#pill")) toEnd();
    if (event.target.closest("#show-side")) showSide(!byId("side-pane").classList.contains("shown"));
    else if (!event.target.closest("#side-pane") || event.target.closest("#hide-side")) showSide(false);
    for (const menu of document.querySelectorAll(".menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id === "sign-out") sessionStorage.clear();
  });
  document.addEventListener("visibilitychange", () => { if (conversation()) seen(); });
  window.addEventListener("focus", () => { if (conversation()) seen(); });

  function showSide(shown) {
    byId("side-pane")?.classList.toggle("shown", shown);
    byId("show-side")?.setAttribute("aria-expanded", shown);
  }

  openThread();
  decorate();
  setInterval(count, 1000);

  return { changed, hotel, reloadList, toast, words, reload };
})();
