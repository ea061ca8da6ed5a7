"use strict";
// Live pieces of a page, the agent's form, and what follows a press without leaving the page.

async function load(place, address, body) {
  const answer = await fetch(address, { credentials: "same-origin", method: body ? "POST" : "GET", body });
  if (answer.redirected) return window.location.reload(); // signed out meanwhile
  if (!answer.ok && answer.status !== 422) throw new Error(answer.status);
  place.innerHTML = await answer.text();
  return answer;
}

// A piece that looks anew by itself; `data-over="reload"`: when what it shows has ended, so has the page.
function live(place) {
  let timer = 0;
  async function look() {
    if (!document.hidden && !place.contains(document.activeElement)) {
      try {
        const answer = await load(place, place.dataset.live);
        if (answer?.headers.get("X-Over")) {
          if (place.dataset.over === "reload" && !document.body.classList.contains("changed")) window.location.reload();
          return;
        }
      } catch {
        // Asked again in a moment.
      }
    }
    timer = setTimeout(look, Number(place.dataset.every));
  }
  timer = setTimeout(look, Number(place.dataset.every));
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 50);
  });
}
document.querySelectorAll("[data-live]").forEach(live);

// A form whose answer is shown in the page: `data-into` says where.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.into) return;
  event.preventDefault();
  const place = document.querySelector(form.dataset.into);
  const data = new FormData(form);
  const posts = form.method === "post";
  place.setAttribute("aria-busy", "true");
  try {
    const address = new URL(form.action);
    if (!posts) for (const [name, value] of data) address.searchParams.set(name, value);
    await load(place, address, posts ? data : undefined);
  } catch {
    place.textContent = form.dataset.failed || "…";
  }
  place.removeAttribute("aria-busy");
});

// Shown once and hidden again: the story of a task.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-show]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const place = document.querySelector(link.dataset.show);
  const same = place.dataset.from === link.href && place.innerHTML;
  place.innerHTML = "";
  place.dataset.from = link.href;
  if (!same) await load(place, link.href).catch(() => window.location.assign(link.href));
});

// A try-out: the same form as for the request, but the answer comes into the page.
document.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button?.matches("[data-try]")) return;
  event.preventDefault();
  const place = document.getElementById("tried");
  const data = new FormData(event.target);
  button.disabled = true;
  place.setAttribute("aria-busy", "true");
  const address = new URL(button.formAction);
  address.searchParams.set("hotel", data.get("hotel"));
  await load(place, address, data).catch(() => { place.textContent = "…"; });
  place.removeAttribute("aria-busy");
  button.disabled = false;
});

function draft(form) {
  let timer = 0;
  const rendered = document.getElementById("rendered");
  const shown = form.querySelector(".live-render");

  function render() {
    clearTimeout(timer);
    if (!shown?.open) return;
    timer = setTimeout(() => load(rendered, form.dataset.render, new FormData(form)).catch(() => {}), 400);
  }

  function change() {
    document.body.classList.add("changed");
    render();
  }

  form.addEventListener("input", change);
  shown?.addEventListener("toggle", render);
  form.addEventListener("submit", () => document.body.classList.remove("changed"));
  form.addEventListener("click", (event) => {
    const insert = event.target.closest("[data-insert]");
    if (insert) {
      const text = form.elements.instructions;
      text.setRangeText(`{{ ${insert.dataset.insert} }}`, text.selectionStart, text.selectionEnd, "end");
      text.focus();
      change();
    }
    if (event.target.closest("[data-add-example]")) {
      const list = form.querySelector(".examples");
      list.append(document.getElementById("example").content.cloneNode(true));
      list.lastElementChild.querySelector("textarea").focus();
    }
    if (event.target.closest("[data-remove-example]")) {
      event.target.closest("li").remove();
      change();
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (document.body.classList.contains("changed")) event.preventDefault();
  });
}
const form = document.querySelector("[data-draft]");
if (form) draft(form);

// Of a template's radio, its name is proposed as the agent's.
document.addEventListener("change", (event) => {
  const name = event.target.dataset?.name;
  const field = document.getElementById("id_name");
  if (name === undefined || !field || field.dataset.typed) return;
  field.value = name;
});
document.getElementById("id_name")?.addEventListener("input", (event) => {
  event.target.dataset.typed = event.target.value ? "1" : "";
});

document.addEventListener("input", (event) => {
  const shown = event.target.dataset?.shown;
  if (shown) document.querySelector(shown).textContent = event.target.value;
});

// A file dropped anywhere on its field.
for (const place of document.querySelectorAll("[data-drop]")) {
  const over = (event, is) => {
    event.preventDefault();
    place.classList.toggle("over", is);
  };
  place.addEventListener("dragover", (event) => over(event, true));
  place.addEventListener("dragleave", (event) => over(event, false));
  place.addEventListener("drop", (event) => {
    over(event, false);
    place.querySelector("input[type=file]").files = event.dataTransfer.files;
  });
}
