/** Puts the keys back to work: the first object of the task, as after a dialog was closed. */
export function focusStage(): void {
  // After the dialog has given the focus back to where it was.
  requestAnimationFrame(() => {
    const main = document.querySelector<HTMLElement>('.bench-main');
    (main?.querySelector<HTMLElement>('[data-stage]') ?? main)?.focus({ preventScroll: true });
  });
}
