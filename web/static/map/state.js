// What is shown, as the address of the page has it. The server has refused what is not allowed.

export const NARROWING = ["kind", "component", "region", "sphere", "sector", "role"];
const NAMES = ["q", "as_of", "year", ...NARROWING, "selected", "view"];

export function stateOf(search, years) {
  const given = new URLSearchParams(search);
  const state = Object.fromEntries(NAMES.map((name) => [name, (given.get(name) || "").trim()]));
  state.year = state.year || years[years.length - 1];
  return state;
}

// The query of an address; what is as it is anyway is left out.
export function searchOf(state, years, names = NAMES) {
  const given = new URLSearchParams();
  for (const name of names) {
    const isUsual = name === "year" && state.year === years[years.length - 1];
    if (state[name] && !isUsual) given.set(name, state[name]);
  }
  const text = given.toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

// The list has the same address without what only the picture shows.
export function searchOfList(state, years) {
  return searchOf(state, years, NAMES.filter((name) => name !== "view" && name !== "selected"));
}

export function isNarrowed(state) {
  return Boolean(state.q) || NARROWING.some((name) => state[name]);
}
