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

/** Such as `4:59`. */
export function formatTime(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
