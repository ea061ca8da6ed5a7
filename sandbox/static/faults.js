// The panel beside the phone: faults, the model, the clock, the log.

import { ask, make, words } from "./words.js";

let last = 0;

export function showPanel(panel, state, told) {
  const open = new Set([...panel.querySelectorAll("details[open]")].map((part) => part.dataset.part));
  const first = !panel.childElementCount;
  panel.replaceChildren(
    make("h2", {}, words.faults),
    make("p", { className: "hint" }, words.hint),
    part("sends", sends(state, told)), part("statuses", statuses(state, told)), part("webhooks", webhooks(state, told)),
    part("model", model(state, told)), part("clock", clock(state, told)), part("log", log()),
    make("p", { className: "hint" }, `${words.delivers} ${state.web_url}`),
    make("button", { type: "button", className: "quiet", onclick: () => confirm(words.resetAsk) && act("/control/reset", {}, told) }, words.reset),
  );
  for (const each of panel.querySelectorAll("details")) each.open = first ? each.dataset.part === "log" : open.has(each.dataset.part);
  last = 0;
  fetchLog();
}

function part(name, body) {
  const box = make("details", {}, make("summary", {}, words[name]), make("div", { className: "body" }, ...body));
  box.dataset.part = name;
  return box;
}

async function act(path, content, told) {
  try { await ask(path, content); } catch (error) { told(words.failed + error.message); }
}

const field = (label, control) => make("label", { className: "field" }, make("span", {}, label), control);
const number = (value, placeholder = "") => make("input", { type: "number", min: 0, value: value ?? "", placeholder });
const select = (options, value) => make("select", {}, ...options.map(([id, text]) => make("option", { value: id, selected: id === value }, text)));
const button = (label, act_, className = "quiet") => make("button", { type: "button", className, onclick: act_ }, label);

function sends(state, told) {
  const now = state.faults.sends[0] || {};
  const kind = select([["", words.none], ...Object.keys(state.fault_kinds).map((id) => [id, id])], now.kind || "");
  const code = number(now.code ?? 131000), times = number(now.times ?? (now.kind ? "" : 1), words.all), seconds = number(now.seconds ?? 60);
  const hint = make("p", { className: "hint" });
  const explain = () => { hint.textContent = state.fault_kinds[kind.value] || ""; };
  kind.addEventListener("change", explain);
  explain();
  const rule = () => ({ kind: kind.value, code: Number(code.value), seconds: Number(seconds.value), times: times.value === "" ? null : Number(times.value) });
  return [field(words.kind, kind), hint, make("div", { className: "pair" }, field(words.code, code), field(words.times, times)), field(words.seconds, seconds),
    make("div", { className: "buttons" }, button(words.apply, () => act("/control/faults", { sends: kind.value ? [rule()] : [] }, told), "strong"),
      button(words.clear, () => act("/control/faults", { sends: [], statuses: {}, webhooks: {} }, told)))];
}

function statuses(state, told) {
  const mode = select(state.status_modes.map((id) => [id, id]), state.faults.statuses.mode);
  const seconds = number(state.faults.statuses.seconds);
  return [make("div", { className: "pair" }, field(words.kind, mode), field(words.seconds, seconds)),
    make("div", { className: "buttons" }, button(words.apply, () => act("/control/faults", { statuses: { mode: mode.value, seconds: Number(seconds.value) } }, told), "strong"))];
}

function webhooks(state, told) {
  const now = state.faults.webhooks;
  const duplicate = number(now.duplicate), wrong = number(now.wrong_signature), batch = number(now.batch);
  const shuffle = make("input", { type: "checkbox", checked: now.shuffle });
  const wanted = () => ({ duplicate: Number(duplicate.value), wrong_signature: Number(wrong.value), batch: Number(batch.value), shuffle: shuffle.checked });
  return [field(words.duplicate, duplicate), field(words.wrong, wrong), field(words.batch, batch), make("label", { className: "check" }, shuffle, words.shuffle),
    make("div", { className: "buttons" }, button(words.apply, () => act("/control/faults", { webhooks: wanted() }, told), "strong"),
      button(words.replay, () => act("/control/replay", { count: 5 }, told)))];
}

function model(state, told) {
  const behaviour = make("select", {}, make("option", {}, state.model.behaviour));
  ask("/control/model/behaviours").then(({ behaviours }) => {
    behaviour.replaceChildren(...Object.entries(behaviours).map(([id, title]) => make("option", { value: id, selected: id === state.model.behaviour }, `${id} · ${title}`)));
  });
  behaviour.addEventListener("change", () => act("/control/model", { behaviour: behaviour.value }, told));
  return [field(words.behaviour, behaviour)];
}

function clock(state, told) {
  return [make("p", { className: "hint" }, new Date(state.now * 1000).toLocaleString()),
    make("div", { className: "buttons" }, button(words.later, () => act("/control/clock", { advance_seconds: 90000 }, told)),
      button(words.now, () => act("/control/clock", { offset_seconds: 0 }, told)))];
}

function log() { return [make("ol", { id: "log" })]; }

function line(entry) {
  const { kind } = entry;
  if (kind === "webhook") return [`→ webhook ${entry.status ?? "…"}${entry.attempt > 1 ? ` (${entry.attempt}.)` : ""}`, entry.status !== 200];
  if (kind === "send") return [`← ${entry.message.type || "text"}${entry.fault ? ` · ${entry.fault}` : ""}`, Boolean(entry.fault)];
  if (kind === "send_refused") return [`✗ ${entry.code} ${entry.details}`, true];
  if (kind === "guest") return [`◉ ${entry.type}`, false];
  if (kind === "status") return [`• ${entry.status} …${entry.id.slice(-6)}`, entry.status === "failed"];
  if (kind === "model_step") return [`✦ ${entry.step.tool || entry.step.tools?.map((tool) => tool.name).join(", ") || entry.step.broken || entry.step.status || "text"}`, false];
  if (kind === "qloapps") return [`⌂ ${entry.method} ${entry.path.replace(/^api\/?/, "")} ${entry.status ?? "…"}`, Boolean(entry.fault)];
  if (kind === "model_error" || kind === "sandbox_error") return [`✗ ${entry.error}`, true];
  return [kind, false];
}

export async function fetchLog() {
  const list = document.getElementById("log");
  if (!list) return;
  let found;
  try { found = (await ask(`/control/log?after=${last}&limit=60`)).log; } catch { return; }
  if (last === 0) list.replaceChildren();
  for (const entry of found) {
    last = Math.max(last, entry.seq);
    const [text, bad] = line(entry);
    list.prepend(make("li", { className: bad ? "bad" : "" }, text));
  }
  while (list.childElementCount > 60) list.lastElementChild.remove();
}
