// What the keyboard is owed beyond what Streamlit gives it, on every page of the dashboard. It stands
// before spoken.js.

/** A day typed is asked for at Enter too: Streamlit's field takes it at Escape, or when it is left. */
function takeDay({ key, target }) {
  const field = key === "Enter" && target.closest("[data-testid=stDateInput] [role=spinbutton]") && target.parentElement;
  if (!field || field.querySelector("[data-placeholder=true]")) return; // half a day it would throw away
  target.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
}

const FOCUSABLE = "a[href], button, summary, input, [tabindex='0']";
const PATIENCE_MS = 100; // what is only drawn anew takes the keyboard back by itself

/** What the keyboard is on may go by being used: then it is on what stood next to it, and not nowhere. */
function keepKeyboard() {
  let on = null;
  let order = [];
  document.addEventListener("focusin", ({ target }) => {
    on = target.matches(":focus-visible") ? target : null;
    order = on ? [...document.querySelectorAll(FOCUSABLE)] : [];
  });
  // Who presses on nothing has left the keyboard: the page must not turn back to where that was.
  document.addEventListener("pointerdown", () => { on = null; }, { capture: true });
  const isNowhere = () => document.activeElement === document.body;
  const isThere = (one) => one.isConnected && !one.disabled && one.checkVisibility({ visibilityProperty: true });
  const look = () => {
    if (!on || isThere(on) || !isNowhere()) return;
    const at = order.indexOf(on);
    const far = (one) => Math.abs(order.indexOf(one) - at);
    const [next] = order.filter(isThere).sort((one, other) => far(one) - far(other));
    if (next) next.focus();
  };
  new MutationObserver(() => { if (on && isNowhere()) setTimeout(look, PATIENCE_MS); })
    .observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
}

if (!document.documentElement.dataset.held) {
  document.documentElement.dataset.held = "yes";
  document.addEventListener("keydown", takeDay, { capture: true }); // the field lets no key out
  keepKeyboard();
}

