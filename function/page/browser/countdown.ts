/** Counts the seconds until a moment, and tells them now and every second until there are none. */
export interface Countdown {
  /** Begins anew. */
  start(seconds: number): void;
  /** Tells the seconds once more. */
  show(): void;
  /** Seconds that are left. */
  left(): number;
}

/** @param tell called with the seconds that are left, 0 at the end */
export function createCountdown(tell: (left: number) => void): Countdown {
  let end = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const left = () => Math.max(0, Math.ceil((end - performance.now()) / 1000));
  const show = () => {
    tell(left());
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

/** Such as `4:59`, or `9:04:59` with hours. */
export function formatTime(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const twoDigits = (number: number) => String(number).padStart(2, '0');
  return `${hours > 0 ? `${hours}:${twoDigits(minutes)}` : minutes}:${twoDigits(seconds % 60)}`;
}
