const steps = [0, 1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * Milliseconds to wait before the given attempt (0 = the first retry): 0, 1, 2, 5, 10, then 30 s for ever.
 * Up to a fifth is added so that a thousand dashboards do not all come back in the same instant.
 */
export function retryDelayMs(attempt: number, random: () => number): number {
  const base = steps[Math.min(attempt, steps.length - 1)];
  return Math.round(base * (1 + random() / 5));
}
