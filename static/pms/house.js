"use strict";
// The tape chart looks anew every 20 seconds, and an empty place on it leads to a new booking.

const REFRESH_MS = 20_000;

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]") && event.target.value) event.target.form.requestSubmit();
});

function live(chart) {
  const stale = document.getElementById("stale");
  let busy = false;

  async function refresh() {
    if (document.hidden || busy) return;
    busy = true;
    try {
      const answer = await fetch(`${chart.dataset.live}&seen=${chart.dataset.seen}`, { credentials: "same-origin" });
      if (answer.redirected) return window.location.reload(); // signed out meanwhile
      if (!answer.ok) throw new Error(answer.status);
      if (answer.status === 200) replace(await answer.text(), answer.headers.get("X-Seen"));
      stale.hidden = true;
    } catch {
      stale.hidden = false;
    } finally {
      busy = false;
    }
  }

  function replace(html, seen) {
    const focused = chart.contains(document.activeElement) ? document.activeElement.id : "";
    chart.innerHTML = html;
    chart.dataset.seen = seen;
    if (focused && focused !== chart.id) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  setInterval(refresh, REFRESH_MS);
  document.addEventListener("visibilitychange", refresh);
}

function leadToNewBooking(chart) {
  chart.addEventListener("click", (event) => {
    const lane = event.target;
    if (!lane.matches(".lane[data-room]")) return; // a bar has its own address
    const tape = lane.closest(".tape");
    const day = Math.floor(event.offsetX / (lane.clientWidth / Number(tape.style.getPropertyValue("--days"))));
    const arrival = new Date(`${tape.dataset.first}T00:00:00Z`);
    arrival.setUTCDate(arrival.getUTCDate() + day);
    const query = new URLSearchParams({ room: lane.dataset.room, arrival: arrival.toISOString().slice(0, 10) });
    window.location.href = `${chart.dataset.new}&${query}`;
  });
}

const chart = document.getElementById("tape");
if (chart) {
  live(chart);
  if (chart.dataset.new) leadToNewBooking(chart);
}

document.addEventListener("submit", (event) => {
  const question = event.target.dataset.sure;
  if (question && !window.confirm(question)) event.preventDefault();
});

// Pressed once: the button shows that something is under way until the next page is here.
window.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button) return;
  if (button.hasAttribute("aria-busy")) return event.preventDefault();
  if (event.target.method !== "post") return;
  button.setAttribute("aria-busy", "true");
  setTimeout(() => button.removeAttribute("aria-busy"), 15_000); // the browser was told to stop, or gave up
});
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
});

// Where the tabs are wider than the screen, the one that is open is in sight.
for (const tab of document.querySelectorAll(".segments [aria-current]")) {
  tab.parentElement.scrollLeft = tab.offsetLeft - (tab.parentElement.clientWidth - tab.offsetWidth) / 2;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  source.select();
  try {
    await navigator.clipboard.writeText(source.value);
    button.textContent = button.dataset.done;
  } catch {
    // Not allowed to: it is selected, to be copied by hand.
  }
});

// A cell of the rate grid is taken over into the form below; with Shift, as the last night.
function pickNights(grid) {
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("tr[data-plan] td");
    if (!cell) return;
    const day = new Date(`${grid.dataset.first}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + cell.cellIndex - 1);
    const form = document.querySelector("#edit form");
    const row = cell.parentElement.dataset;
    form.last.value = day.toISOString().slice(0, 10);
    if (!event.shiftKey) {
      form.first.value = form.last.value;
      for (const box of form.querySelectorAll("[name=room_types]")) box.checked = box.value === row.type;
      for (const box of form.querySelectorAll("[name=rate_plans]")) box.checked = box.value === row.plan;
    }
    form.price.focus({ preventScroll: true });
    document.getElementById("edit").scrollIntoView({ behavior: "smooth", block: "nearest" });
  });
}

const grid = document.querySelector("[data-pick]");
if (grid) pickNights(grid);
