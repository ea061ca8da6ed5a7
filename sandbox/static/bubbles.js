// One message as it looks on the phone.

import { make, words } from "./words.js";

const GLYPHS = { audio: "🎤", document: "📄", location: "📍", contacts: "👤", video: "🎬", sticker: "🌴", order: "🛍️", unsupported: "❔", image: "🖼️" };
const MARKS = { "*": "b", "_": "i", "~": "s", "`": "code" };

// *bold*, _italic_, ~struck~, `mono` and links, as nodes.
export function formatted(text) {
  const nodes = [];
  const pattern = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])|(?<![\p{L}\d])([*_~`])(?=\S)([^\n]*?\S)\2(?![\p{L}\d])/gu;
  let from = 0;
  for (const found of text.matchAll(pattern)) {
    nodes.push(text.slice(from, found.index));
    nodes.push(found[1]
      ? make("a", { href: found[1], target: "_blank", rel: "noopener noreferrer nofollow" }, found[1])
      : make(MARKS[found[2]], {}, ...formatted(found[3])));
    from = found.index + found[0].length;
  }
  return [...nodes, text.slice(from)];
}

export function bubble(message, context) {
  const mine = message.from_guest;
  const row = make("div", { className: mine ? "row mine" : "row" });
  row.dataset.id = message.id;
  const body = make("div", { className: "bubble", onclick: (event) => {
    if (!event.target.closest("a, .quoted")) context.toggleActions(message, row);
  } });
  const quoted = message.reply_to && context.messages.get(message.reply_to);
  if (quoted) body.append(quote(quoted, context, () => context.goTo(quoted.id)));
  body.append(...content(message), meta(message));
  row.append(body);
  const emojis = Object.values(message.reactions).filter(Boolean);
  if (emojis.length) row.append(make("span", { className: "reactions" }, emojis.join(" ")));
  const taps = tappable(message, context);
  if (taps) row.append(taps);
  return row;
}

export function quote(message, context, go) {
  const name = message.from_guest ? words.you : context.hotelName();
  return make("button", { type: "button", className: "quoted", onclick: go }, make("b", {}, name), make("span", {}, ...formatted(summary(message))));
}

function summary(message) {
  return message.text || `${GLYPHS[message.type] || ""} ${words[message.type] || message.type}`.trim();
}

function content(message) {
  const { type, content: given } = message;
  if (type === "interactive" && !message.from_guest) {
    return [
      given.header?.text && make("p", { className: "head" }, given.header.text),
      make("p", {}, ...formatted(message.text)),
      given.footer?.text && make("p", { className: "foot" }, given.footer.text),
    ].filter(Boolean);
  }
  if ((type === "image" || type === "sticker") && given.id && message.from_guest) {
    const picture = type === "sticker" ? make("span", { className: "glyph" }, "🌴") : make("img", { src: `/phone/media/${given.id}`, alt: words.image });
    return [picture, message.text && make("p", {}, message.text)].filter(Boolean);
  }
  if (type in GLYPHS) {
    const name = given.filename || message.text || given.contacts?.[0]?.name?.formatted_name || words[type] || type;
    return [make("div", { className: "attachment" }, make("span", { className: "glyph" }, GLYPHS[type]), make("span", {}, name))];
  }
  const label = type === "template" ? [make("p", { className: "foot" }, words.template)] : [];
  return [...label, make("p", {}, ...formatted(message.text))];
}

function meta(message) {
  const time = new Date(message.at * 1000).toLocaleTimeString(navigator.language, { hour: "2-digit", minute: "2-digit" });
  const line = make("div", { className: "meta" }, time);
  if (message.from_guest) line.append(tick(message.status));
  return line;
}

// A clock until the house has said 200, then one tick; two when the house has read it.
function tick(status) {
  const shapes = { pending: "M8.5 1.5a4.5 4.5 0 1 0 .01 0M8.5 3.6V6l1.6 1.2", delivered: "M4 6.5 7.4 9.8 13.5 2.5", read: "M1.5 6.5 4.9 9.8 11 2.5M8.2 9.4 8.6 9.8 15 2.5" };
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 17 12");
  svg.setAttribute("class", status === "read" ? "tick seen" : "tick");
  svg.setAttribute("data-status", status);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", shapes[status] || shapes.delivered);
  svg.append(path);
  return svg;
}

function tappable(message, context) {
  const given = message.content;
  if (message.from_guest) return null;
  if (given.type === "cta_url") {
    const { display_text, url } = given.action.parameters;
    return make("div", { className: "taps" }, make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, display_text));
  }
  if (given.type === "location_request_message") {
    return make("div", { className: "taps" }, make("button", { type: "button", onclick: () => context.send({ type: "location", reply_to: message.id }) }, words.location));
  }
  if (!message.buttons.length) return null;
  const answer = [...context.messages.values()].find((other) => other.from_guest && other.reply_to === message.id && ["interactive", "button"].includes(other.type));
  if (given.type === "list") {
    return make("div", { className: "taps" }, make("button", { type: "button", onclick: () => context.showList(message) }, given.action.button));
  }
  return make("div", { className: "taps" }, ...message.buttons.map((button) => make("button", {
    type: "button", disabled: Boolean(answer), className: answer?.text === button.title ? "chosen" : "",
    onclick: () => context.send({ type: "button", button: button.id, message: message.id }),
  }, button.title)));
}

export function typingRow() {
  return make("div", { className: "row", id: "typing" }, make("div", { className: "bubble typing" }, make("i"), make("i"), make("i")));
}
