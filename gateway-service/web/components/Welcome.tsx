import type { Customer } from '../lib/api';
import { Icon, Logo, type IconName } from './icons';

interface Starter {
  icon: IconName;
  text: string;
}

const FOR_EVERYONE: Starter[] = [
  { icon: 'laptop', text: 'What laptops do you have?' },
  { icon: 'monitor', text: 'Compare the TechPro X1 and the TechPro X2' },
];
const FOR_GUESTS: Starter[] = [
  { icon: 'dock', text: 'What works with the UltraBook 14?' },
  { icon: 'box', text: 'What is the refund policy?' },
];
const FOR_CUSTOMERS: Starter[] = [
  { icon: 'box', text: 'Where are my orders?' },
  { icon: 'headphones', text: 'I want to return my headphones' },
];

interface Props {
  customer: Customer | null | undefined;
  onSay(text: string): void;
  onSignIn(): void;
}

export function Welcome({ customer, onSay, onSignIn }: Props) {
  const starters = [...FOR_EVERYONE, ...(customer ? FOR_CUSTOMERS : FOR_GUESTS)];
  return (
    <div className="scroll">
      <section className="welcome" aria-labelledby="welcome-title">
        <Logo size={56} />
        <h2 id="welcome-title">{customer ? `Hello ${customer.name}, how can I help?` : 'How can I help?'}</h2>
        <p>Ask about products, what fits together, deliveries, returns or your orders.</p>
        <ul className="starters">
          {starters.map(({ icon, text }) => (
            <li key={text}>
              <button type="button" className="starter" onClick={() => onSay(text)}>
                <Icon name={icon} />
                <span>{text}</span>
              </button>
            </li>
          ))}
        </ul>
        {customer === null && (
          <p className="welcome-note">
            You are here as a guest.{' '}
            <button type="button" className="link" onClick={onSignIn}>
              Sign in
            </button>{' '}
            to ask about your orders.
          </p>
        )}
      </section>
    </div>
  );
}
