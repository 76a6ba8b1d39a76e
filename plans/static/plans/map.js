// The maps of plans: all plans of an edition, the place of one, and the pin that a maker puts.
// Every page works without this file; it only shows what stands hidden until it runs.
"use strict";

const L = window.L;
const ground = JSON.parse(document.getElementById("map-ground")?.textContent ?? "null");
const APART = 46; // pixels: what lies closer together is shown as one
const ASIDE = [0, -24, 24, -40, 40, -56, 56] // pixels that a name moves for a pin, the nearest place first
  .flatMap((down) => [0, -14, 14, -24, 24].map((right) => [right, down]))
  .sort((one, other) => Math.hypot(...one) - Math.hypot(...other));
const STEP = 40; // pixels that an arrow key moves the map

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** A map with tiles if there are any, and the neighbourhoods on it. */
function draw(box, options = {}) {
  const map = L.map(box, { zoomControl: false, minZoom: 11, maxZoom: 18, zoomSnap: 0.25, ...options });
  const bounds = L.latLngBounds(ground.bounds);
  L.control.zoom({ position: "bottomright", zoomInTitle: ground.words.zoomIn, zoomOutTitle: ground.words.zoomOut }).addTo(map);
  map.attributionControl.setPrefix(false);
  if (ground.tiles) L.tileLayer(ground.tiles, { attribution: ground.attribution, maxZoom: 19 }).addTo(map);
  else box.classList.add("map--plain");
  for (const wijk of ground.wijken) {
    if (wijk.outline.length) L.polygon(wijk.outline, { className: `wijk wijk--${wijk.colour}`, interactive: false }).addTo(map);
    if (wijk.centre) name(wijk).addTo(map);
  }
  map.setMaxBounds(bounds.pad(3)); // a wide map shows more than the area itself
  map.fitBounds(bounds, { padding: [12, 12] });
  return map;
}

function name(wijk) {
  const icon = L.divIcon({ className: "wijkname", html: element("span", "", wijk.name), iconSize: [0, 0] });
  return L.marker(wijk.centre, { icon, interactive: false, keyboard: false, zIndexOffset: -2000 });
}

const meet = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** Sets each name where it lies over no pin and no other name; where there is no room, it waits until one looks closer. */
function spread(map) {
  const box = map.getContainer();
  const taken = [...box.querySelectorAll(".pin, .bunch")].map((each) => each.getBoundingClientRect());
  for (const words of box.querySelectorAll(".wijkname > span")) {
    const free = ASIDE.some(([right, down]) => {
      words.style.translate = `${right}px ${down}px`;
      return !taken.some((each) => meet(each, words.getBoundingClientRect()));
    });
    words.style.visibility = free ? "" : "hidden";
    if (free) taken.push(words.getBoundingClientRect());
  }
}

/** A marker that the keyboard reaches and a screen reader names. */
function marker(at, className, label, content, size, anchor) {
  const icon = L.divIcon({ className, html: element("span", "", content), iconSize: size, iconAnchor: anchor });
  const made = L.marker(at, { icon, title: label });
  made.on("add", () => made.getElement().setAttribute("aria-label", label));
  return made;
}

const pin = (at, label, kind) => marker(at, kind ? `pin pin--${kind}` : "pin", label, "", [32, 40], [16, 40]);
const bunch = (at, label, number) => marker(at, "bunch", label, String(number), [44, 44], [22, 22]);
const home = (at, label, number) => marker(at, "bunch bunch--home", label, String(number), [44, 36], [22, -14]); // under the name

const url = (plan) => `${ground.plans}${plan.id}/`;
const amount = (plan) => (plan.cents ? `€\u00a0${Math.round(plan.cents / 100).toLocaleString("nl-NL")}` : "");

function planLink(plan) {
  const link = element("a", "", plan.title);
  link.href = url(plan);
  return link;
}

function about(plan) {
  const wijk = ground.wijken.find((each) => each.id === plan.wijk);
  const box = element("div", "mapcard");
  box.append(element("p", "mapcard__kicker", wijk?.name ?? ""), element("h3", "mapcard__title"));
  box.lastChild.append(planLink(plan));
  if (plan.cents) box.append(element("p", "mapcard__amount", amount(plan)));
  if (plan.more) goingOn(box, plan.more);
  const more = element("a", "button button--small", ground.words.open);
  more.href = url(plan);
  box.append(more);
  return box;
}

/** How a chosen plan is doing: its state in words, what is said of it, and a photo. */
function goingOn(box, more) {
  if (more.photo) {
    const photo = element("img", "mapcard__photo");
    photo.src = more.photo;
    photo.alt = more.alt;
    box.prepend(photo);
  }
  box.append(element("p", "mapcard__state", more.state), ...more.lines.map((line) => element("p", "", line)));
}

function several(heading, plans) {
  const box = element("div", "mapcard");
  const list = element("ul", "mapcard__list");
  for (const plan of plans) {
    const item = element("li");
    item.append(planLink(plan));
    if (plan.cents) item.append(" ", element("span", "amount", amount(plan)));
    if (plan.more) item.append(" ", element("span", "", plan.more.state));
    list.append(item);
  }
  box.append(element("h3", "mapcard__title", heading), list);
  return box;
}

const label = (plan) => {
  const wijk = ground.wijken.find((each) => each.id === plan.wijk);
  return [plan.title, wijk?.name, amount(plan), plan.more?.state].filter(Boolean).join(", ");
};

/** Plans by what would lie over each other on the screen at this zoom. */
function together(map, plans) {
  const found = [];
  for (const plan of plans) {
    const point = map.project(plan.at);
    const near = found.find((each) => each.point.distanceTo(point) < APART);
    if (near) near.plans.push(plan);
    else found.push({ point, plans: [plan] });
  }
  return found.map((each) => each.plans);
}

/** Whether no zooming in would ever set these apart. */
function onOneSpot(map, bounds) {
  const [one, other] = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => map.project(corner, map.getMaxZoom()));
  return one.distanceTo(other) < APART;
}

function clusters(map, plans, layer) {
  layer.clearLayers();
  for (const near of together(map, plans)) {
    const bounds = L.latLngBounds(near.map((plan) => plan.at));
    const words = `${near.length} ${onOneSpot(map, bounds) ? ground.words.here : ground.words.together}`;
    if (near.length === 1) {
      pin(near[0].at, label(near[0]), near[0].more?.kind).bindPopup(() => about(near[0])).addTo(layer);
    } else if (onOneSpot(map, bounds)) {
      bunch(bounds.getCenter(), words, near.length).bindPopup(() => several(words, near)).addTo(layer);
    } else {
      const closer = () => map.fitBounds(bounds.pad(0.2), { maxZoom: map.getZoom() + 2.5 });
      const byKey = (event) => {
        if (event.originalEvent.key !== "Enter") return;
        map.getContainer().focus({ preventScroll: true }); // what was chosen falls apart
        closer();
      };
      bunch(bounds.getCenter(), words, near.length).on("click", closer).on("keypress", byKey).addTo(layer);
    }
  }
}

/** Plans without a point stand together under the name of their neighbourhood. */
function homeless(map, without) {
  for (const wijk of ground.wijken) {
    const plans = without.filter((plan) => plan.wijk === wijk.id);
    if (!plans.length || !wijk.centre) continue;
    const [one, more] = ground.words.without;
    const words = `${plans.length} ${(plans.length === 1 ? one : more).replace("%(wijk)s", wijk.name)}`;
    home(wijk.centre, words, plans.length).setZIndexOffset(1500).bindPopup(() => several(words, plans)).addTo(map);
  }
}

/** The keyboard goes along into what opens, and back to where it came from. */
function followFocus(map) {
  let from = null;
  map.on("popupopen", (event) => {
    from = event.popup._source?.getElement();
    const box = event.popup.getElement();
    const close = box.querySelector(".leaflet-popup-close-button");
    close?.setAttribute("aria-label", ground.words.close);
    box.querySelector(".mapcard a")?.focus({ preventScroll: true });
  });
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup();
  });
  map.on("popupclose", (event) => {
    if (event.popup.getElement()?.contains(document.activeElement)) from?.focus({ preventScroll: true });
  });
}

async function planMap(box) {
  box.hidden = false;
  const map = draw(box.querySelector(".planmap__map"), { scrollWheelZoom: false });
  const answer = await fetch(box.dataset.planMap, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const plans = (await answer.json()).plans.map(([id, title, wijk, north, east, cents, more]) => ({ id, title, wijk, at: [north, east], cents, more }));
  plans.sort((one, other) => one.title.localeCompare(other.title, "nl"));
  const placed = plans.filter((plan) => plan.at[0] !== null);
  const layer = L.layerGroup().addTo(map);
  followFocus(map);
  homeless(map, plans.filter((plan) => plan.at[0] === null));
  const show = () => {
    clusters(map, placed, layer);
    spread(map);
  };
  map.on("zoomend", show);
  show();
  box.dataset.ready = "";
}

function placeView(box) {
  const at = box.dataset.placeView.split(",").map(Number);
  const place = box.querySelector(".placeview__map");
  place.replaceChildren();
  place.classList.add("placeview__map--tiles");
  const map = draw(place, { scrollWheelZoom: false });
  marker(at, "pin", box.querySelector("figcaption").textContent.trim(), "", [32, 40], [16, 40]).addTo(map);
  map.setView(at, 16);
}

function placePicker(box) {
  const input = (key) => document.getElementById(box.dataset[key]);
  const latitude = input("latitude"), longitude = input("longitude");
  if (!latitude || !longitude) return;
  box.hidden = false;
  const said = box.querySelector(".picker__said"), remove = box.querySelector("[data-picker-remove]");
  const place = box.querySelector(".picker__map");
  const map = draw(place, { scrollWheelZoom: false, keyboardPanDelta: STEP });
  let speld = null;

  function put(at, words = ground.words.put) {
    if (!speld) {
      const icon = L.divIcon({ className: "pin pin--mine", html: element("span"), iconSize: [32, 40], iconAnchor: [16, 40] });
      speld = L.marker(at, { icon, draggable: true, keyboard: false, title: ground.words.pin, zIndexOffset: 500 }).addTo(map);
      speld.on("dragend", () => put(speld.getLatLng()));
    }
    speld.setLatLng(at);
    latitude.value = speld.getLatLng().lat.toFixed(6);
    longitude.value = speld.getLatLng().wrap().lng.toFixed(6);
    remove.hidden = false;
    said.textContent = words;
  }

  map.on("click", (event) => put(event.latlng));
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== place) return;
    event.preventDefault(); // or the form would be sent
    put(map.getCenter());
  });
  remove.addEventListener("click", () => {
    speld?.remove();
    speld = null;
    latitude.value = longitude.value = "";
    remove.hidden = true;
    said.textContent = ground.words.taken;
    place.focus();
  });
  box.querySelector("[data-picker-find]").addEventListener("click", async () => {
    try {
      const query = new URLSearchParams({ q: input("place")?.value ?? "" });
      const answer = await fetch(`${box.dataset.find}?${query}`, { headers: { Accept: "application/json" } });
      const found = await answer.json();
      if (found.at) map.setView(found.at, found.exact ? 17 : 15);
      if (found.at && found.exact) put(found.at, found.said);
      said.textContent = found.said;
    } catch {
      said.textContent = ground.words.failed;
    }
  });
  if (latitude.value && longitude.value) {
    put([latitude.value, longitude.value], " ");
    map.setView(speld.getLatLng(), 16);
  }
}

if (L && ground) {
  document.querySelectorAll("[data-plan-map]").forEach(planMap);
  document.querySelectorAll("[data-place-view]").forEach(placeView);
  document.querySelectorAll("[data-place-picker]").forEach(placePicker);
}
