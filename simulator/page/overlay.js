// What answerCallbackQuery shows over a phone: a short notice, or an alert that must be closed.

import { button, element } from "./dom.js";

const SHOWN = 3500; // milliseconds

export class Overlay {
  constructor() {
    this.toast = element("p", { class: "toast", role: "status", hidden: true });
    this.element = element("div", "overlay", this.toast);
    this.alerts = [];
  }

  show(toast) {
    if (toast.alert) this.queueAlert(toast.text);
    else this.showToast(toast.text || toast.url);
  }

  showToast(text) {
    this.toast.textContent = text;
    this.toast.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.toast.hidden = true; }, SHOWN);
  }

  queueAlert(text) {
    this.alerts.push(text);
    if (this.alerts.length === 1) this.showAlert();
  }

  showAlert() {
    const before = document.activeElement;
    const words = element("p", {}, this.alerts[0]);
    const close = () => this.closeAlert(box, before);
    const ok = button("", "OK", close);
    const box = element("div", { class: "alert", role: "alertdialog", "aria-label": "Pemberitahuan" }, element("div", {}, words, ok));
    box.addEventListener("keydown", (event) => event.key === "Escape" && close());
    this.element.append(box);
    if (this.element.closest(".phone").contains(before)) ok.focus();
  }

  closeAlert(box, before) {
    box.remove();
    this.alerts.shift();
    if (before?.isConnected) before.focus();
    if (this.alerts.length) this.showAlert();
  }
}
