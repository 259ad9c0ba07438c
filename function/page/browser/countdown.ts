/** Counts down seconds, and reports the remaining seconds every second, down to 0. */
export interface Countdown {
  /** Starts, or restarts. */
  start(seconds: number): void;
  /** Reports the remaining seconds again. */
  show(): void;
  /** Returns the remaining seconds. */
  left(): number;
}

/** @param report called with the remaining seconds, with 0 at the end */
export function createCountdown(report: (left: number) => void): Countdown {
  let end = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const left = () => Math.max(0, Math.ceil((end - performance.now()) / 1000));
  const show = () => {
    report(left());
    if (left() === 0) clearInterval(timer);
  };
  return {
    left,
    show,
    start(seconds) {
      end = performance.now() + seconds * 1000;
      clearInterval(timer);
      timer = setInterval(show, 1000);
      show();
    },
  };
}

/** Formats seconds as `4:59`, or as `9:04:59` with hours. */
export function formatTime(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const twoDigits = (number: number) => String(number).padStart(2, '0');
  return `${hours > 0 ? `${hours}:${twoDigits(minutes)}` : minutes}:${twoDigits(seconds % 60)}`;
}
