/** Line drawings of the page's own, on a 24 by 24 grid. */

const PATHS = {
  plus: 'M12 5v14M5 12h14',
  send: 'M12 19V5M6 11l6-6 6 6',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6 6 18',
  down: 'M12 5v14m-6-6 6 6 6-6',
  chevron: 'm9 6 6 6-6 6',
  alert: 'M12 8v5m0 3.5v.01M12 3 2.5 19.5h19L12 3Z',
  bell: 'M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15L6 16Zm4 5h4',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13z',
  box: 'M4 8l8-4 8 4v8l-8 4-8-4V8Zm0 0 8 4 8-4m-8 4v8',
  laptop: 'M5.5 5h13v10h-13zM3 19h18l-1.5-4h-15L3 19Z',
  monitor: 'M3.5 4.5h17v11.5h-17zM12 16v4m-4 0h8',
  phone: 'M7.5 3h9v18h-9zM11 18h2',
  headphones: 'M4 14v-2a8 8 0 1 1 16 0v2M4 14h3.5v6H4zM16.5 14H20v6h-3.5z',
  charger: 'M9 3v5m6-5v5M6.5 8h11v4a5.5 5.5 0 0 1-11 0V8ZM12 17.5V21',
  dock: 'M4 9h16v6H4zM8 12h.01M12 12h.01M16 12h.01M6 18h12',
  tablet: 'M5.5 3h13v18h-13zM11 18h2',
  keyboard: 'M3 7h18v10H3zM7 11h.01M11 11h.01M15 11h.01M8 14h8',
  audio: 'M7 3h10v18H7zM12 15a2.5 2.5 0 1 0 0-.01M12 7h.01',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect className="logo-ground" width="32" height="32" rx="9" />
      <path className="logo-awning" d="M7 10.5 9 7h14l2 3.5a3 3 0 0 1-6 .4 3 3 0 0 1-6 0 3 3 0 0 1-6-.4Z" />
      <path className="logo-door" d="M9 15v10h4.5v-3.5a2.5 2.5 0 0 1 5 0V25H23V15" />
    </svg>
  );
}

const CATEGORIES: [RegExp, IconName][] = [
  [/laptop|notebook|ultrabook/i, 'laptop'],
  [/dock|hub/i, 'dock'],
  [/monitor|display|screen/i, 'monitor'],
  [/tablet/i, 'tablet'],
  [/headphone|earbud|headset/i, 'headphones'],
  [/phone/i, 'phone'],
  [/charg|power|adapter|cable/i, 'charger'],
  [/keyboard|mouse|mice|input/i, 'keyboard'],
  [/speaker|audio/i, 'audio'],
];

export function categoryIcon(category: string): IconName {
  return CATEGORIES.find(([pattern]) => pattern.test(category))?.[1] ?? 'box';
}
