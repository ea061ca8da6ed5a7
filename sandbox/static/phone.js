// The guest's phone: who writes to whom, the chat, the composer. State is the sandbox's; the page only shows it.

import { bubble, quote, typingRow } from "./bubbles.js";
import { fetchLog, showPanel } from "./faults.js";
import { ask, initials, language, make, samplesFor, tint, words } from "./words.js";

const byId = (id) => document.getElementById(id);
const chat = byId("chat"), text = byId("text"), sheet = byId("sheet"), panel = byId("panel"), side = byId("side");
const unread = new Map();
let state, stream, quoting = null, typingTimer, messages = new Map();
let here = { guest: localStorage.getItem("guest"), hotel: localStorage.getItem("hotel") };

const context = {
  get messages() { return messages; },
  hotelName: () => hotel().name,
  send, showList, toggleActions,
  goTo: (id) => chat.querySelector(`[data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "center", behavior: "smooth" }),
};
const hotel = () => state.hotels.find((each) => each.id === here.hotel);
const guest = () => state.guests.find((each) => each.id === here.guest);

function translate() {
  document.documentElement.lang = language;
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = words[each.dataset.word];
  for (const each of document.querySelectorAll("[data-placeholder]")) each.placeholder = words[each.dataset.placeholder];
  for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", words[each.dataset.label]);
}

function told(words_) {
  const toast = make("div", { className: "toast", role: "status" }, words_);
  document.querySelector(".phone").append(toast);
  setTimeout(() => toast.remove(), 4000);
}

async function loadState() {
  state = await ask("/control/state");
  if (!hotel()) here.hotel = state.hotels[0].id;
  if (!guest()) here.guest = state.guests[0].id;
  showPeople();
  showPanel(panel, state, told);
}

function showPeople() {
  byId("hotels").replaceChildren(...state.hotels.map((each) => make("option", { value: each.id, selected: each.id === here.hotel }, each.name)));
  byId("guests").replaceChildren(...state.guests.slice(0, 60).map((each) => make("li", {}, make("button",
    { type: "button", "aria-current": String(each.id === here.guest), onclick: () => go({ guest: each.id }) },
    make("span", { className: `avatar ${tint(each.id)}` }, initials(each.name)),
    make("span", {}, each.name, make("small", {}, `+${each.id} · ${each.language}`)),
    unread.get(each.id) ? make("span", { className: "badge" }, String(unread.get(each.id))) : null))));
  byId("samples").replaceChildren(...samplesFor(guest()).map(([label, sample]) => make("button", { type: "button", title: sample, onclick: () => send({ text: sample }) }, label)));
  byId("hotel-name").textContent = hotel().name;
  byId("hotel-avatar").textContent = initials(hotel().name);
}

async function go(change) {
  here = { ...here, ...change };
  localStorage.setItem("guest", here.guest);
  localStorage.setItem("hotel", here.hotel);
  unread.delete(here.guest);
  setQuote(null);
  closeSheet();
  closeDrawers();
  showPeople();
  connect();
}

async function loadChat() {
  const query = new URLSearchParams(here);
  const found = await ask(`/control/messages?${query}`);
  messages = new Map(found.messages.map((message) => [message.id, message]));
  drawChat();
  setTyping(found.typing);
}

function drawChat() {
  const atEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 120 || !chat.childElementCount;
  const rows = [];
  let day = "";
  for (const message of messages.values()) {
    const thisDay = dayOf(message.at);
    if (thisDay !== day) rows.push(make("div", { className: "day" }, day = thisDay));
    rows.push(bubble(message, context));
  }
  const typing = byId("typing");
  chat.replaceChildren(...(rows.length ? rows : [make("p", { className: "empty" }, words.empty)]), ...(typing ? [typing] : []));
  if (atEnd) chat.scrollTop = chat.scrollHeight;
}

function dayOf(seconds) {
  const day = new Date(seconds * 1000);
  return day.toDateString() === new Date(state.now * 1000).toDateString() ? words.today : day.toLocaleDateString(language, { weekday: "long", day: "numeric", month: "long" });
}

function setTyping(on) {
  clearTimeout(typingTimer);
  byId("typing")?.remove();
  byId("hotel-state").textContent = on ? words.typing : words.online;
  if (!on) return;
  chat.append(typingRow());
  chat.scrollTop = chat.scrollHeight;
  typingTimer = setTimeout(() => setTyping(false), 25000);
}

// While this stream is open the chat counts as open on the phone, so it is closed when the page is hidden.
function connect() {
  stream?.close();
  if (document.hidden) return;
  const mine = stream = new EventSource(`/phone/events?${new URLSearchParams(here)}`);
  mine.onopen = () => { byId("hotel-state").textContent = words.online; messages = new Map(); loadChat(); };
  mine.onerror = () => { byId("hotel-state").textContent = words.unreachable; };
  mine.onmessage = (event) => mine === stream && happened(JSON.parse(event.data));
}

let drawing = false;
function drawSoon() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => { drawing = false; drawChat(); });
}

let loggingSoon;
function logSoon() {
  loggingSoon ??= setTimeout(() => { loggingSoon = undefined; fetchLog(); }, 400);
}

async function happened(event) {
  logSoon();
  if (event.kind === "message") return received(event.message);
  if (event.kind === "typing") return event.guest === here.guest && event.hotel === here.hotel && setTyping(true);
  if (event.kind === "reset") { unread.clear(); await loadState(); return connect(); }
  await loadState();
}

function received(message) {
  if (message.guest === here.guest && message.hotel === here.hotel) {
    const isNew = !messages.has(message.id);
    messages.set(message.id, message);
    if (isNew && !message.from_guest) setTyping(false);
    drawSoon();
  } else if (!message.from_guest && message.status === "pending") {
    unread.set(message.guest, (unread.get(message.guest) || 0) + 1);
    showPeople();
  }
}

async function send(wanted) {
  closeSheet();
  const reply_to = quoting?.id;
  setQuote(null);
  chat.scrollTop = chat.scrollHeight;
  try { await ask("/control/guest-message", { ...here, ...(reply_to ? { reply_to } : {}), ...wanted }); } catch (error) { told(words.failed + error.message); }
}

function setQuote(message) {
  quoting = message;
  const box = byId("quote");
  box.hidden = !message;
  if (!message) return;
  box.replaceChildren(quote(message, context, () => context.goTo(message.id)), make("button", { type: "button", className: "icon dark", "aria-label": words.cancel, onclick: () => setQuote(null) }, "✕"));
  text.focus();
}

function toggleActions(message, row) {
  const open = row.querySelector(".actions");
  chat.querySelectorAll(".actions").forEach((each) => each.remove());
  if (open) return;
  const react = (emoji) => make("button", { type: "button", "aria-label": `${words.react} ${emoji}`, onclick: () => send({ type: "reaction", emoji, message: message.id }) }, emoji);
  const answer = make("button", { type: "button", onclick: () => { setQuote(message); row.querySelector(".actions")?.remove(); } }, `↩ ${words.reply}`);
  row.append(make("div", { className: "actions" }, answer, ...(message.from_guest ? [] : ["👍", "❤️", "🙏"].map(react))));
  row.scrollIntoView({ block: "nearest" });
}

function openSheet(title, ...content) {
  sheet.replaceChildren(make("header", {}, title, make("button", { type: "button", className: "icon dark", "aria-label": words.close, onclick: closeSheet }, "✕")), ...content);
  sheet.hidden = false;
}

function closeSheet() {
  sheet.hidden = true;
  byId("attach").setAttribute("aria-expanded", "false");
}

function showList(message) {
  const sections = message.content.action.sections;
  openSheet(message.content.action.button, ...sections.flatMap((section) => [
    section.title ? make("h2", {}, section.title) : null,
    ...section.rows.map((row) => make("button", { type: "button", className: "option", onclick: () => send({ type: "list", list: row.id, message: message.id }) }, row.title, row.description ? make("small", {}, row.description) : null)),
  ]).filter(Boolean));
}

function showAttachments() {
  const kinds = { image: "🖼️", photo: "📷", audio: "🎤", document: "📄", location: "📍", contacts: "👤", sticker: "🌴", video: "🎬", unsupported: "❔" };
  openSheet(words.attach, make("div", { className: "grid" }, ...Object.entries(kinds).map(([kind, glyph]) => make("button", {
    type: "button", onclick: () => (kind === "photo" ? byId("photo").click() : send({ type: kind })),
  }, make("span", {}, glyph), words[kind]))));
  byId("attach").setAttribute("aria-expanded", "true");
}

function sendPhoto(event) {
  const [file] = event.target.files;
  event.target.value = "";
  if (!file) return;
  if (file.size > 5 * 1024 * 1024) return told(`${words.failed}> 5 MB`);
  const reader = new FileReader();
  reader.onload = () => send({ type: "image", base64: reader.result.split(",")[1], mime_type: file.type, caption: text.value.trim() || undefined });
  reader.readAsDataURL(file);
}

function closeDrawers() {
  side.classList.remove("open");
  panel.classList.remove("open");
  byId("shade").hidden = true;
}

function openDrawer(drawer) {
  closeDrawers();
  drawer.classList.add("open");
  byId("shade").hidden = false;
}

function wire() {
  byId("hotels").addEventListener("change", (event) => go({ hotel: event.target.value }));
  byId("samples").addEventListener("wheel", (event) => { byId("samples").scrollLeft += event.deltaY; }, { passive: true });
  byId("attach").addEventListener("click", () => (sheet.hidden ? showAttachments() : closeSheet()));
  byId("photo").addEventListener("change", sendPhoto);
  byId("open-side").addEventListener("click", () => openDrawer(side));
  byId("open-panel").addEventListener("click", () => openDrawer(panel));
  byId("shade").addEventListener("click", closeDrawers);
  document.addEventListener("visibilitychange", () => (document.hidden ? stream?.close() : connect()));
  document.addEventListener("keydown", (event) => event.key === "Escape" && (closeSheet(), closeDrawers(), setQuote(null)));
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    const written = text.value.trim();
    if (!written) return;
    text.value = "";
    text.style.height = "";
    send({ text: written });
  });
  text.addEventListener("input", () => { text.style.height = ""; text.style.height = `${Math.min(120, text.scrollHeight + 2)}px`; });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); byId("composer").requestSubmit(); }
  });
  byId("add-guest").addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.target));
    try { await ask("/control/guest", { ...given, language }); } catch (error) { return told(words.failed + error.message); }
    event.target.reset();
    await loadState();
    go({ guest: given.guest });
  });
}

translate();
wire();
await loadState();
go({});
