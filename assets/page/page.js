// The page's own script: fields that are saved while they are typed, the sheet that can be clicked, and keys. Navigation
// and what follows other people's changes is htmx. No markup is made from words here: text goes in as text.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const body = document.body;
  let version = Number(body.dataset.version || 0);

  const say = words => {
    const said = $("#said");
    if (!said) return;
    said.textContent = words;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { said.textContent = ""; }, 4000);
  };
  const saved = words => {
    const place = $("#saved");
    if (place && !body.hasAttribute("data-read-only")) place.textContent = words;
  };

  // ---- Words with bold, emphasis and links: to the markup of the files and back from it ------------------------------

  const TAGS = { B: "**", STRONG: "**", I: "*", EM: "*" };
  const marked = node => {
    if (node.nodeType === 3) return node.data.replace(/\u00a0/g, " ");
    if (node.nodeType !== 1) return "";
    if (node.dataset.slot !== undefined) return node.dataset.slot;
    if (node.tagName === "BR") return "\n";
    const inner = [...node.childNodes].map(marked).join("");
    if (node.tagName === "A" && node.dataset.to !== undefined) return inner.trim() ? `[${inner}](${node.dataset.to})` : "";
    let sign = TAGS[node.tagName];
    if (!sign && node.style && /^(bold|[6-9]00)$/.test(node.style.fontWeight)) sign = "**";
    if (sign && inner.trim()) {
      const [, before, words, after] = inner.match(/^(\s*)([\s\S]*?)(\s*)$/);
      return `${before}${sign}${words}${sign}${after}`;
    }
    if (node.tagName === "DIV" || node.tagName === "P") return inner + "\n\n";
    return inner;
  };
  const textOf = rich => [...rich.childNodes].map(marked).join("").replace(/\n{3,}/g, "\n\n").replace(/[ \t]+\n/g, "\n").trim();

  const valueOf = field => {
    const holds = field.dataset.holds;
    if (holds === "items") return JSON.stringify($$(".items .rich", field).map(textOf).filter(Boolean));
    const rich = $(":scope > .rich", field);
    if (rich) return holds === "line" ? textOf(rich).replace(/\s+/g, " ") : textOf(rich);
    const input = $("input[id], select", field);
    return input ? input.value : "";
  };
  const setValue = (field, value) => {
    const rich = $(":scope > .rich", field);
    if (rich) rich.textContent = value;
    else { const input = $("input[id], select", field); if (input) input.value = value; }
  };

  // ---- Saving: one request at a time; what is typed meanwhile goes with the next ---------------------------------------

  let flying = false;
  const waiting = new Map();
  const begun = new WeakSet();

  const changed = field => {
    if (field.classList.contains("changed")) return;
    waiting.set(field, true);
    saved(body.dataset.saving);
    send();
  };

  async function send() {
    if (flying || waiting.size === 0) return;
    const [field] = waiting.keys();
    waiting.delete(field);
    flying = true;
    try { await save(field, false); } finally { flying = false; send(); }
  }

  async function save(field, over) {
    const holds = field.dataset.holds;
    const was = holds === "items" && !field.dataset.sent ? field.dataset.items || "[]" : field.dataset.was;
    const given = new URLSearchParams({ file: field.dataset.file, path: field.dataset.path, value: valueOf(field), was, over, begins: !begun.has(field) });
    begun.add(field);
    let answer;
    try {
      const response = await fetch("/edit", { method: "POST", body: given });
      answer = await response.json();
    } catch {
      problem(field, body.dataset.retry);
      return;
    }
    if (answer.state === "saved") {
      field.dataset.was = answer.was;
      field.dataset.sent = "yes";
      version = Math.max(version, answer.version);
      problem(field, "");
      if (answer.note) { const ratio = $(".ratio span", field); if (ratio) ratio.textContent = answer.note; }
      await redraw();
      if (waiting.size === 0) { saved(body.dataset.saved); refresh("/tools", "#tools"); }
    } else if (answer.state === "changed") conflict(field, answer);
    else { problem(field, answer.why); if (waiting.size === 0) saved(""); }
  }

  const problem = (field, words) => {
    const place = $(".problem", field);
    if (!place) return;
    place.textContent = words;
    place.hidden = !words;
    const control = $(".rich, input[id], select", field);
    if (control) { if (words) control.setAttribute("aria-invalid", "true"); else control.removeAttribute("aria-invalid"); }
  };

  // Somebody else has changed the same words: nothing is chosen for the person.
  const conflict = (field, answer) => {
    problem(field, answer.why);
    field.classList.add("changed");
    const place = $(".problem", field);
    const theirs = document.createElement("p");
    theirs.textContent = "“" + (field.dataset.holds === "items" ? JSON.parse(answer.theirs || "[]").join(" · ") : answer.theirs) + "”";
    place.append(theirs);
    const choose = (label, act) => {
      const button = document.createElement("button");
      button.type = "button"; button.className = "button"; button.textContent = label;
      button.addEventListener("click", () => { field.classList.remove("changed"); problem(field, ""); act(); });
      place.append(button);
    };
    choose(answer.labels.mine, () => save(field, true));
    const both = document.createElement("button");
    both.type = "button"; both.className = "button"; both.textContent = answer.labels.both;
    both.addEventListener("click", () => { both.remove(); theirs.replaceWith(beside(answer, valueOf(field), field.dataset.holds)); });
    choose(answer.labels.theirs, () => {
      field.dataset.was = answer.theirs;
      if (field.dataset.holds === "items") location.reload(); else setValue(field, answer.theirs);
      redraw();
    });
    place.append(both);
  };
  // Both texts under each other, with the words that differ marked.
  const beside = (answer, mine, holds) => {
    const plain = text => (holds === "items" ? JSON.parse(text || "[]").join("\n") : text).split(/(\s+)/);
    const [a, b] = [plain(mine), plain(answer.theirs)];
    let head = 0, tail = 0;
    while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++;
    while (tail < Math.min(a.length, b.length) - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
    const list = document.createElement("dl");
    list.className = "both";
    for (const [label, words] of [[answer.labels.yours, a], [answer.labels.outside, b]]) {
      const name = document.createElement("dt"), text = document.createElement("dd"), mark = document.createElement("mark");
      name.textContent = label;
      mark.textContent = words.slice(head, words.length - tail).join("");
      text.append(words.slice(0, head).join(""), mark, words.slice(words.length - tail).join(""));
      list.append(name, text);
    }
    return list;
  };

  // ---- The sheet ------------------------------------------------------------------------------------------------------

  const editor = () => $(".editor");
  const openBlock = () => { const fields = $("#form .fields"); return fields ? fields.dataset.block : ""; };

  const swap = (place, html) => {
    const parsed = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
    if (!parsed) return;
    place.replaceWith(parsed);
    if (window.htmx) htmx.process(parsed);
    return parsed;
  };
  async function refresh(address, selector) {
    const place = $(selector);
    if (!place) return;
    const response = await fetch(address, { headers: { "HX-Request": "true" } });
    if (response.ok) { const now = $(selector); if (now) return swap(now, await response.text()); }
  }

  let drawing = null;
  async function redraw() {
    const stage = $("#stage");
    if (!stage) return;
    if (drawing) { drawing.again = true; return drawing.done; }
    drawing = { again: false };
    drawing.done = (async () => {
      do {
        drawing.again = false;
        const stage = $("#stage"), found = $("#found");
        const slow = setTimeout(() => stage.setAttribute("data-slow", body.dataset.drawing), 200);
        const [one, two] = await Promise.all([fetch(stage.getAttribute("hx-get")), fetch(found.getAttribute("hx-get"))]);
        clearTimeout(slow);
        if (one.ok && two.ok) { await put(await one.text()); swap($("#found"), await two.text()); }
      } while (drawing.again);
      drawing = null;
      stands();
      advise();
      crops();
      gauges();
    })();
    return drawing.done;
  }
  // How the sheet stands, in the bar, when nobody types.
  const stands = () => {
    clearTimeout(stands.timer);
    stands.timer = setTimeout(async () => {
      const response = await fetch(location.href);
      if (!response.ok) return;
      const now = $("#badge", new DOMParser().parseFromString(await response.text(), "text/html")), place = $("#badge");
      if (now && place) place.replaceWith(now);
    }, 500);
  };
  // The old picture stays until the new one is there.
  async function put(html) {
    const next = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
    const picture = $("img", next);
    if (picture) {
      const early = new Image();
      early.src = picture.getAttribute("src");
      await early.decode().catch(() => {});
    }
    const stage = $("#stage");
    if (!stage || !next) return;
    const [left, top] = [stage.scrollLeft, stage.scrollTop];
    stage.replaceWith(next);
    if (window.htmx) htmx.process(next);
    dress();
    next.scrollTo(left, top);
  }

  const gauge = async field => {
    const place = $(".fit", field), now = editor();
    if (!place || !now) return;
    const query = new URLSearchParams({ for: now.dataset.for, block: openBlock(), key: place.dataset.key });
    const response = await fetch(`/sheet/${now.dataset.sheet}/fit?${query}`);
    if (response.ok) place.replaceChildren(...new DOMParser().parseFromString(await response.text(), "text/html").body.childNodes);
  };
  const gauges = () => { clearTimeout(gauges.timer); gauges.timer = setTimeout(() => $$("#form .field.holds-words").forEach(gauge), 250); };

  // What was found stands beside its field too.
  const advise = () => {
    const found = $$("#found li[data-path]");
    $$("#form .field, .fields .field").forEach(field => {
      const own = found.filter(item => item.dataset.file === field.dataset.file && item.dataset.path === field.dataset.path);
      const place = $(":scope > .advice", field);
      if (!place) return;
      place.className = "advice " + (own[0] ? own[0].className : "");
      place.hidden = own.length === 0;
      const more = own.length && field.closest("details");
      if (more) more.open = true;
      place.replaceChildren(...own.flatMap(item => [...$(".said", item).cloneNode(true).children]));
    });
  };
  // The part of a picture that each format shows.
  const crops = async () => {
    const place = $("#form .crops"), now = editor();
    if (!place || !now) return;
    const response = await fetch(`/sheet/${now.dataset.sheet}/crops?${new URLSearchParams({ for: now.dataset.for, block: openBlock() })}`);
    if (response.ok) place.replaceChildren(...new DOMParser().parseFromString(await response.text(), "text/html").body.childNodes);
  };
  // The point of a picture that stays in view, on the picture itself.
  const dot = root => $$(".point", root).forEach(point => {
    const [x, y] = ($("input[id]", point.parentElement).value.match(/[\d.]+/g) || [50, 50]).map(Number);
    $(".dot", point).style.left = x + "%";
    $(".dot", point).style.top = (y ?? 50) + "%";
  });

  // Lines that are shown are remembered for the session.
  const shown = JSON.parse(sessionStorage.getItem("shown") || '["found"]');
  const dress = () => {
    const place = editor();
    if (!place) return;
    $$("[data-show]").forEach(box => { box.checked = shown.includes(box.dataset.show); place.classList.toggle("show-" + box.dataset.show, box.checked); });
    $$(".area").forEach(area => area.classList.toggle("open", area.dataset.block === openBlock()));
    scale();
    name();
    sides();
  };

  // The sheet fits its place, or is as large as somebody wants it: points of paper to pixels of the screen.
  const STEPS = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4].map(step => step * 96 / 72);
  let zoom = Number(sessionStorage.getItem("zoom")) || 0;
  const scale = () => {
    const stage = $("#stage"), face = $("#stage .face:not(.far)");
    if (!face) return;
    const paper = $(".over", face).viewBox.baseVal, style = getComputedStyle(stage), middle = $(".middle");
    const wide = stage.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const beside = middle.scrollHeight > 0 && getComputedStyle(middle).overflowY === "auto";
    const high = beside ? middle.clientHeight - Math.min($("#found").offsetHeight, 150) - $(".stagebar").offsetHeight - 56 : Infinity;
    const whole = Math.min(wide / paper.width, Math.max(300, high) / paper.height, 2);
    scale.now = zoom || whole;
    face.style.width = scale.now * paper.width + "px";
    const percent = $(".percent", stage);
    if (percent) percent.textContent = Math.round(scale.now * 72 / 96 * 100) + " %";
    sharpen($("img", face));
  };
  const resize = to => {
    zoom = to;
    sessionStorage.setItem("zoom", zoom);
    scale();
    reveal();
  };
  // A picture that is shown larger than it is comes again, finer.
  const sharpen = async img => {
    const shown = img.getBoundingClientRect().width * devicePixelRatio;
    if (!img.complete || !img.naturalWidth || shown < img.naturalWidth * 1.15 || /size=fine/.test(img.src)) return;
    const finer = new Image();
    finer.src = img.getAttribute("src") + "&size=fine";
    if (await finer.decode().then(() => true, () => false) && img.isConnected) img.src = finer.src;
  };
  // The open block comes into view where the sheet is larger than its place.
  const reveal = () => {
    const stage = $("#stage"), area = $(".area.open rect");
    if (!area) return;
    const box = area.getBoundingClientRect();
    for (const holder of [stage, $(".middle")]) {
      const around = holder.getBoundingClientRect();
      if (holder.scrollHeight > holder.clientHeight + 1 && (box.top < around.top || box.bottom > around.bottom)) holder.scrollTop += box.top - around.top - Math.max(20, (around.height - box.height) / 2);
      if (holder.scrollWidth > holder.clientWidth + 1 && (box.left < around.left || box.right > around.right)) holder.scrollLeft += box.left - around.left - Math.max(20, (around.width - box.width) / 2);
    }
  };
  // What the block is called under the pointer, else the one that is open.
  const name = area => {
    const face = $("#stage .face:not(.far)");
    if (!face) return;
    const paper = $(".over", face).viewBox.baseVal, shown = area || $(".area.open", face);
    let tip = $(".tip", face);
    if (!shown) { if (tip) tip.remove(); return; }
    if (!tip) { tip = document.createElement("span"); tip.className = "tip"; tip.setAttribute("aria-hidden", "true"); face.append(tip); }
    const box = $("rect", shown), at = key => box[key].baseVal.value;
    tip.textContent = shown.getAttribute("aria-label");
    const below = at("y") + at("height") < paper.height * 0.94;
    tip.classList.toggle("above", !below);
    tip.style.left = Math.min(0.8, at("x") / paper.width) * 100 + "%";
    tip.style.top = (below ? at("y") + at("height") : at("y")) / paper.height * 100 + "%";
  };
  // The small pictures of the sides follow when nobody types.
  const sides = () => {
    clearTimeout(sides.timer);
    sides.timer = setTimeout(() => {
      const shown = $("#stage .face img"), hash = shown && (shown.getAttribute("src").match(/[?&]k=([0-9a-f]+)/) || [])[1];
      if (hash) $$(".pictured img").forEach(img => { const src = img.getAttribute("src").replace(/k=[0-9a-f]*/, "k=" + hash); if (src !== img.getAttribute("src")) img.src = src; });
    }, 1200);
  };

  // Another side of the sheet, without leaving the field.
  async function turn(face) {
    const stage = $("#stage"), shown = $("#stage .face");
    if (face === undefined || face === null || !shown || shown.dataset.face === String(face)) return;
    const address = new URL(stage.getAttribute("hx-get"), location.href);
    address.searchParams.set("face", face);
    const response = await fetch(address);
    if (response.ok) await put(await response.text());
    $$(".pictured a").forEach(side => { if (side.dataset.face === String(face)) side.setAttribute("aria-current", "true"); else side.removeAttribute("aria-current"); });
    const see = $("form[data-act=see] [name=face]");
    if (see) see.value = face;
  }

  async function open(block, word, face) {
    const place = editor();
    if (!place || !block) return;
    await turn(face);
    const query = new URLSearchParams({ for: place.dataset.for, block });
    const response = await fetch(`/sheet/${place.dataset.sheet}/form?${query}`);
    if (!response.ok) return;
    const form = $("#form");
    form.replaceChildren(...new DOMParser().parseFromString(await response.text(), "text/html").body.childNodes);
    begin(form);
    const address = new URL(location.href);
    address.searchParams.set("block", block);
    if (face !== undefined && face !== null) address.searchParams.set("face", face);
    history.replaceState(null, "", address);
    dress();
    reveal();
    dot(form);
    advise();
    crops();
    gauges();
    into(form, word);
  }
  // The cursor goes into the word that was clicked, else into the first field.
  const into = (form, word) => {
    const fields = $$(".rich, input[id], select", form).filter(control => !control.disabled);
    // A word that is filled in may have the sentence's comma behind it.
    const bare = (word || "").replace(/^[^\p{L}\p{N}+(]+|[^\p{L}\p{N})]+$/gu, "");
    for (const wanted of [word, bare].filter(one => one)) for (const control of fields) {
      const text = control.matches(".rich") ? control.textContent : control.value;
      const at = text.indexOf(wanted);
      if (at < 0) continue;
      control.focus();
      if (control.matches(".rich")) caret(control, at, wanted.length); else if (control.setSelectionRange && /text|url|tel|search/.test(control.type)) control.setSelectionRange(at, at + wanted.length);
      return;
    }
    (fields.find(control => !control.closest("details:not([open])")) || $("#form-title", form) || form).focus();
  };
  const caret = (rich, at, length) => {
    const walker = document.createTreeWalker(rich, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let left = at, started = false, node;
    while ((node = walker.nextNode())) {
      if (!started && left <= node.data.length) { range.setStart(node, left); started = true; left += length; }
      if (started && left <= node.data.length) { range.setEnd(node, left); break; }
      left -= node.data.length;
    }
    if (!started) return;
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  const wordAt = (event, area) => {
    const over = $(".over"), face = $(".face");
    if (!over || !face) return;
    const box = over.getBoundingClientRect(), view = over.viewBox.baseVal;
    const x = (event.clientX - box.left) / box.width * view.width, y = (event.clientY - box.top) / box.height * view.height;
    const words = JSON.parse(face.dataset.words || "[]");
    const hit = words.find(w => x >= w[0] && x <= w[0] + w[2] && y >= w[1] && y <= w[1] + w[3] && w[4] === area.dataset.block);
    return { word: hit && hit[5], x: x / view.width, y: y / view.height };
  };

  // ---- What happens ----------------------------------------------------------------------------------------------------

  const begin = root => {
    $$(".field.holds-items", root).forEach(field => { field.dataset.items = JSON.stringify((field.dataset.was || "").split("\n").filter(Boolean)); });
  };
  const fieldOf = target => target.closest && target.closest(".field[data-file]");

  document.addEventListener("input", event => {
    const field = fieldOf(event.target);
    if (!field || event.target.dataset.act === "upload") return;
    if (event.target.dataset.act === "pick-color") $("input[id]", field).value = event.target.value;
    if (field.classList.contains("holds-focus")) dot(field);
    if ($(":scope > .source", field)) field.classList.toggle("missing", valueOf(field).replace("[]", "") === "");
    if (event.target.matches("input[type=date], input[type=datetime-local]") && !event.target.validity.valid) return;
    changed(field);
  });
  document.addEventListener("change", event => {
    const act = event.target.dataset.act;
    if (event.target.dataset.show) {
      const name = event.target.dataset.show;
      const at = shown.indexOf(name);
      if (event.target.checked && at < 0) shown.push(name);
      if (!event.target.checked && at >= 0) shown.splice(at, 1);
      sessionStorage.setItem("shown", JSON.stringify(shown));
      dress();
    } else if (event.target.closest("form[data-act=filter], form[data-act=see]")) event.target.form.requestSubmit();
    else if (act === "upload" && event.target.files[0]) upload(fieldOf(event.target), event.target.files[0]);
    else if (act === "single-keys") localStorage.setItem("single-keys", event.target.checked ? "on" : "off");
  });

  const upload = async (field, file) => {
    const data = new FormData();
    data.append("file", field.dataset.file);
    data.append("path", field.dataset.path);
    data.append("alt", ($("h1") || {}).textContent || "");
    data.append("picture", file);
    saved(body.dataset.saving);
    const answer = await fetch("/upload", { method: "POST", body: data }).then(r => r.json()).catch(() => ({ state: "refused", why: body.dataset.retry }));
    if (answer.state !== "saved") { problem(field, answer.why); saved(""); return; }
    problem(field, "");
    field.dataset.was = answer.was;
    setValue(field, answer.was);
    const picture = $("img", field) || field.querySelector(".drop").insertBefore(new Image(), field.querySelector(".drop").firstChild);
    picture.alt = "";
    picture.src = "/asset?path=" + encodeURIComponent(answer.was);
    saved(body.dataset.saved);
    refresh("/tools", "#tools");
    redraw();
  };
  const over = (event, on) => { const drop = event.target.closest && event.target.closest(".drop"); if (drop) { event.preventDefault(); drop.classList.toggle("over", on); } return drop; };
  document.addEventListener("dragover", event => { if (event.dataTransfer && [...event.dataTransfer.types].includes("Files")) over(event, true); });
  document.addEventListener("dragleave", event => over(event, false));
  document.addEventListener("drop", event => {
    const drop = over(event, false);
    const file = event.dataTransfer && event.dataTransfer.files[0];
    if (!drop || !file) return;
    const field = fieldOf(drop);
    if (field) upload(field, file);
    else if (drop.dataset.act === "table") {
      const held = new DataTransfer();
      held.items.add(file);
      $("input[type=file]", drop).files = held.files;
      drop.requestSubmit();
    }
  });

  // Lists: add, remove, and the order by keys or by dragging.
  const renumber = list => $$("li", list).forEach((line, at) => {
    $(".rich", line).setAttribute("aria-label", `${list.dataset.name} ${at + 1}`);
  });
  const moved = (line, by) => {
    const list = line.parentElement, lines = $$("li", list), to = lines.indexOf(line) + by;
    if (to < 0 || to >= lines.length) return;
    list.insertBefore(line, by < 0 ? lines[to] : lines[to].nextSibling);
    renumber(list);
    $(".rich", line).focus();
    changed(fieldOf(list));
  };
  let dragged = null;
  document.addEventListener("dragstart", event => { dragged = event.target.closest && event.target.closest(".items li"); });
  document.addEventListener("dragend", () => {
    const over = $(".items li.over");
    if (dragged && over && over !== dragged && over.parentElement === dragged.parentElement) { over.before(dragged); renumber(over.parentElement); changed(fieldOf(over)); }
    $$(".items li.over").forEach(line => line.classList.remove("over"));
    dragged = null;
  });
  document.addEventListener("dragover", event => {
    const line = dragged && event.target.closest && event.target.closest(".items li");
    if (!line) return;
    event.preventDefault();
    $$(".items li.over").forEach(other => other.classList.remove("over"));
    line.classList.add("over");
  });

  const acts = {
    undo: () => back("/undo"),
    redo: () => back("/redo"),
    keys: () => $("#keys").showModal(),
    find: () => { const box = $("#find"); if (box) { box.showModal(); $("input", box).select(); } else $("main input[type=search]").focus(); },
    go: button => open(button.dataset.block, null, button.dataset.face),
    smaller: () => resize(STEPS.filter(step => step < scale.now - 0.01).pop() || STEPS[0]),
    larger: () => resize(STEPS.find(step => step > scale.now + 0.01) || STEPS.at(-1)),
    whole: () => resize(0),
    close: async () => {
      const place = editor(), form = $("#form"), block = openBlock();
      const response = await fetch(`/sheet/${place.dataset.sheet}/form?for=${place.dataset.for}`);
      if (response.ok) form.replaceChildren(...new DOMParser().parseFromString(await response.text(), "text/html").body.childNodes);
      dress();
      const area = $$(".area").find(area => area.dataset.block === block);
      if (area) focusArea(area);
    },
    mine: async button => {
      const given = new URLSearchParams({ file: button.dataset.file, path: '["starter"]', value: "", was: button.dataset.was, begins: true });
      const answer = await fetch("/edit", { method: "POST", body: given }).then(r => r.json()).catch(() => ({ why: body.dataset.retry }));
      if (answer.state === "saved") { version = Math.max(version, answer.version); refresh("/tools", "#tools"); redraw(); } else say(answer.why);
    },
    "add-line": button => {
      const field = fieldOf(button), list = $(".items", field);
      const line = $("template", field).content.firstElementChild.cloneNode(true);
      list.append(line);
      renumber(list);
      $(".rich", line).focus();
    },
    "remove-line": button => {
      const field = fieldOf(button), line = button.closest("li"), near = line.nextElementSibling || line.previousElementSibling;
      line.remove();
      renumber($(".items", field));
      if (near) $(".rich", near).focus();
      changed(field);
    },
    bold: button => mark(button, "bold"),
    emphasis: button => mark(button, "italic"),
    link: button => {
      const to = prompt(button.dataset.ask, "https://");
      if (!to || !/^(https?:|mailto:|tel:)/.test(to)) return;
      const selection = getSelection();
      if (!selection.rangeCount || selection.isCollapsed) return;
      const range = selection.getRangeAt(0), link = document.createElement("a");
      link.dataset.to = to;
      link.append(range.extractContents());
      range.insertNode(link);
      changed(fieldOf(button));
    },
  };
  const mark = (button, how) => {
    const field = fieldOf(button), rich = $(".rich", field);
    if (!rich.contains(document.activeElement)) rich.focus();
    document.execCommand("styleWithCSS", false, false);
    document.execCommand(how);
    changed(field);
  };
  // The selection stays in the field while its buttons are pressed.
  document.addEventListener("mousedown", event => { if (event.target.closest && event.target.closest(".marks")) event.preventDefault(); });

  async function back(address) {
    const answer = await fetch(address, { method: "POST" }).then(r => r.json()).catch(() => ({ why: body.dataset.retry }));
    if (answer.done) { const block = openBlock(); await redraw(); if (block) await open(block); refresh("/tools", "#tools"); if (!editor()) location.reload(); }
    say(answer.why);
  }

  document.addEventListener("click", event => {
    const button = event.target.closest && event.target.closest("[data-act]");
    if (button && acts[button.dataset.act] && !["upload", "pick-color", "single-keys", "drop"].includes(button.dataset.act)) { event.preventDefault(); acts[button.dataset.act](button); return; }
    const point = event.target.closest && event.target.closest(".point[data-act]");
    if (point) {
      const box = $("img", point).getBoundingClientRect(), focus = $("input[id]", point.parentElement);
      const part = (value, from, size) => Math.round(Math.min(1, Math.max(0, (value - from) / size)) * 100);
      focus.value = `${part(event.clientX, box.left, box.width)}% ${part(event.clientY, box.top, box.height)}%`;
      dot(point.parentElement);
      changed(fieldOf(focus));
      return;
    }
    const area = event.target.closest && event.target.closest(".area");
    if (area) {
      // With Alt the block below the one that lies on top.
      const under = document.elementsFromPoint(event.clientX, event.clientY).map(one => one.closest(".area")).filter(one => one);
      const below = [...new Set(under)];
      const meant = event.altKey ? below[(below.findIndex(one => one.dataset.block === openBlock()) + 1) % below.length] || area : area;
      open(meant.dataset.block, (wordAt(event, meant) || {}).word);
    }
  });
  // Words come in as plain text, without what another program has dressed them in.
  document.addEventListener("paste", event => {
    const rich = event.target.closest && event.target.closest(".rich");
    if (!rich) return;
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  document.addEventListener("focusin", event => {
    const field = fieldOf(event.target);
    if (field) begun.delete(field);
  });

  for (const [event, shows] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(event, ({ target }) => { const area = target.closest && target.closest(".area"); if (area) name(shows ? area : null); });
  }
  addEventListener("resize", () => { clearTimeout(scale.timer); scale.timer = setTimeout(() => { if (editor()) { scale(); name(); } }, 80); });

  const focusArea = area => { $$(".area").forEach(other => other.setAttribute("tabindex", "-1")); area.setAttribute("tabindex", "0"); area.focus(); };
  const single = () => localStorage.getItem("single-keys") !== "off";
  document.addEventListener("keydown", event => {
    const target = event.target, typing = target.matches && target.matches("input, select, textarea, .rich");
    const area = target.closest && target.closest(".area");
    if (area && ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"].includes(event.key)) {
      const areas = $$(".area"), by = ["ArrowRight", "ArrowDown"].includes(event.key) ? 1 : -1;
      event.preventDefault();
      focusArea(areas[(areas.indexOf(area) + by + areas.length) % areas.length]);
    } else if (area && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); open(area.dataset.block); }
    else if (event.key === "Escape" && typing && editor()) {
      const block = openBlock(), found = $$(".area").find(area => area.dataset.block === block);
      if (found) focusArea(found);
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); acts.find(); }
    else if (event.key === "Enter" && target.matches && target.matches("#find input")) {
      const first = $("#hits a");
      if (first) { event.preventDefault(); first.click(); }
    } else if (event.ctrlKey && (event.key === "Enter" || event.key.toLowerCase() === "m") && $(".pair")) { event.preventDefault(); onward(target, event.key !== "Enter"); }
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") { event.preventDefault(); back(event.shiftKey ? "/redo" : "/undo"); }
    else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown") && target.closest(".items li")) { event.preventDefault(); moved(target.closest("li"), event.key === "ArrowUp" ? -1 : 1); }
    else if (event.key === "Enter" && target.matches && target.matches(".rich[aria-multiline=false], .items .rich")) {
      event.preventDefault();
      if (target.closest(".items")) acts["add-line"]($("[data-act=add-line]", fieldOf(target)));
    } else if (!typing && single() && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (event.key === "?") { event.preventDefault(); acts.keys(); }
      else if (event.key === "/") { const first = $$(".filters a, .filters select, #search").find(one => one.offsetParent); if (first) { event.preventDefault(); first.focus(); } }
      else if (event.key.toLowerCase() === "f" && $("#found [data-act=go]")) {
        const all = $$("#found [data-act=go]");
        keyed = (keyed + 1) % all.length;
        acts.go(all[keyed]);
      } else { const key = $(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`); if (key) key.click(); }
    }
  });
  let keyed = -1;
  // The next translation, or the next that is missing, round and round.
  const onward = (from, missing) => {
    const all = $$(".pair .field").filter(field => fieldOf(from) === field || !missing || valueOf(field).replace("[]", "") === "");
    const next = all[(all.indexOf(fieldOf(from)) + 1) % all.length];
    const control = next && $(".rich, input[id], select", next);
    if (control) { control.focus(); next.scrollIntoView({ block: "center" }); }
  };
  // The colour of a logo becomes the colour of what is begun with it: its strongest one that white words are read on.
  const start = $(".start input[name=logo]");
  if (start) start.addEventListener("change", async () => {
    const file = start.files[0], picture = new Image();
    if (!file) return;
    picture.src = URL.createObjectURL(file);
    if (!await picture.decode().then(() => true, () => false)) return;
    const canvas = document.createElement("canvas"), paint = canvas.getContext("2d");
    canvas.width = canvas.height = 48;
    paint.drawImage(picture, 0, 0, 48, 48);
    const pixels = paint.getImageData(0, 0, 48, 48).data, counts = new Map();
    for (let at = 0; at < pixels.length; at += 4) {
      const [r, g, b, a] = pixels.slice(at, at + 4), light = 0.2126 * (r / 255) ** 2.2 + 0.7152 * (g / 255) ** 2.2 + 0.0722 * (b / 255) ** 2.2;
      if (a < 200 || light > 0.18 || Math.max(r, g, b) - Math.min(r, g, b) < 24) continue;
      const key = [r, g, b].map(v => v >> 4).join(), one = counts.get(key) || [0, 0, 0, 0];
      counts.set(key, [one[0] + 1, one[1] + r, one[2] + g, one[3] + b]);
    }
    const most = [...counts.values()].sort((a, b) => b[0] - a[0])[0];
    if (most && most[0] > 20) $("#color").value = "#" + most.slice(1).map(sum => Math.round(sum / most[0]).toString(16).padStart(2, "0")).join("");
    URL.revokeObjectURL(picture.src);
  });

  // Changes that this page has made itself are on it already.
  document.addEventListener("sse:changed", event => {
    const told = Number((event.detail && event.detail.data) || 0);
    if ((flying || (told && told <= version)) && event.target.id === "stage") event.stopImmediatePropagation();
  }, true);
  // Of somebody else's changes the picture follows at once; the field follows while nobody types in it.
  document.addEventListener("htmx:afterSettle", event => {
    if (event.target.id === "stage") { dress(); follow(); }
    if (event.target.id === "found") advise();
  });
  const follow = async () => {
    const block = openBlock(), form = $("#form");
    if (!block || flying || waiting.size || $(".field.changed")) return;
    if (form.contains(document.activeElement) && document.activeElement !== form) return;
    await open(block);
  };

  document.documentElement.classList.add("scripted");
  begin(document);
  dress();
  dot(document);
  advise();
  crops();
  gauges();
})();
