import type { Socket, Surroundings } from './connection';

export const browser: Surroundings = {
  now: () => Date.now(),
  random: () => Math.random(),
  after: (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** The shop's socket is where the page came from. */
export function openSocket(protocols: string[]): Socket {
  return new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws/chat`, protocols);
}
