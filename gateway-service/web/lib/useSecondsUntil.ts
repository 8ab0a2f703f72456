'use client';

import { useEffect, useState } from 'react';

/** Counts down to a moment; 0 when there is none or it has passed. */
export function useSecondsUntil(moment: number | null): number {
  const [now, setNow] = useState(() => Date.now());

  useEffect(() => {
    if (moment === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [moment]);

  return moment === null ? 0 : Math.max(0, Math.ceil((moment - now) / 1000));
}
