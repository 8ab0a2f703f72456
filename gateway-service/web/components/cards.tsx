import { useId, useState, type ReactNode } from 'react';
import { day, dayAndTime, money, operation, toneOf, words } from '../lib/labels';
import type {
  Card,
  CardOf,
  DeliveryView,
  DoneCard,
  OrderLine,
  OrderView,
  ProductView,
  ProposalCard,
} from '../lib/protocol';
import { categoryIcon, Icon } from './icons';

const FIRST_PRODUCTS = 6;
const FIRST_STEPS = 4;
const FEW_LEFT = 5;

interface Props {
  card: Card;
  /** Whether its buttons still do something. */
  open: boolean;
  onSay(text: string): void;
  onSignIn(): void;
}

/** One card; a kind newer than this page is shown by nobody. */
export function CardView({ card, open, onSay, onSignIn }: Props) {
  switch (card.kind) {
    case 'products':
      return <Products card={card} onSay={onSay} />;
    case 'comparison':
      return <Comparison card={card} />;
    case 'compatibility':
      return <Compatibility card={card} onSay={onSay} />;
    case 'order':
      return <Order order={card.order} />;
    case 'orders':
      return <Orders orders={card.orders} onSay={onSay} />;
    case 'proposal':
      return <Proposal card={card} open={open} onSay={onSay} />;
    case 'question':
      return <Choices card={card} open={open} onSay={onSay} />;
    case 'done':
      return <Done card={card} />;
    case 'refusal':
      return <Refusal card={card} onSignIn={onSignIn} />;
    default:
      return null;
  }
}

type Say = (text: string) => void;

function Frame({ kind, title, children }: { kind: Card['kind']; title: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={`card card-${kind}`} aria-labelledby={id} data-testid={`card-${kind}`}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  );
}

function Products({ card, onSay }: { card: CardOf<'products'>; onSay: Say }) {
  const [all, setAll] = useState(false);
  const shown = all ? card.products : card.products.slice(0, FIRST_PRODUCTS);
  const more = card.products.length - shown.length;
  const howMany = card.total > card.products.length ? `${card.products.length} of ${card.total}` : card.total;
  return (
    <Frame
      kind="products"
      title={
        <>
          {card.heading} {card.total > 1 && <span className="quiet">{howMany}</span>}
        </>
      }
    >
      {card.relaxed && card.relaxed.length > 0 && (
        <p className="quiet">Nothing fulfils everything. Given up: {card.relaxed.join(', ')}.</p>
      )}
      <ul className="rows">
        {shown.map((product, index) => (
          <ProductRow key={product.id} product={product} onSay={onSay}>
            {card.reasons?.[index] ?? specLine(product)}
          </ProductRow>
        ))}
      </ul>
      {more > 0 && (
        <button type="button" className="more" onClick={() => setAll(true)}>
          Show {more} more
        </button>
      )}
    </Frame>
  );
}

function Compatibility({ card, onSay }: { card: CardOf<'compatibility'>; onSay: Say }) {
  const asked = card.other && card.verdict !== 'yes' ? card.other : null;
  return (
    <Frame
      kind="compatibility"
      title={card.other ? `${card.product.name} and ${card.other.name}` : `Works with ${card.product.name}`}
    >
      <ul className="rows">
        {card.matches.map(({ product, reason, path, owned }) => (
          <ProductRow key={product.id} product={product} onSay={onSay}>
            <span className="reason">
              <Icon name="check" size={14} />
              {owned && 'You have it: '}
              {reason}
            </span>
            <Path steps={path} />
          </ProductRow>
        ))}
        {asked && (
          <ProductRow product={asked} onSay={onSay}>
            <span>{card.reason}</span>
            <Path steps={card.path} />
          </ProductRow>
        )}
      </ul>
    </Frame>
  );
}

/** The way a rule went. */
function Path({ steps }: { steps: string[] | undefined }) {
  if (!steps || steps.length === 0) return null;
  return (
    <details className="path">
      <summary>How we know</summary>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </details>
  );
}

function ProductRow({ product, onSay, children }: { product: ProductView; onSay: Say; children: ReactNode }) {
  return (
    <li className="product">
      <span className="tile" aria-hidden="true">
        <Icon name={categoryIcon(product.category)} size={22} />
      </span>
      <div className="product-main">
        <button
          type="button"
          className="product-name"
          title={`Ask about ${product.name}`}
          onClick={() => onSay(`Tell me about the ${product.name}`)}
        >
          {product.name}
        </button>
        <span className="product-detail">{children}</span>
      </div>
      <div className="product-side">
        <span className="price">{money(product.price, product.currency)}</span>
        <Stock left={product.stock} />
      </div>
    </li>
  );
}

function specLine(product: ProductView): string {
  const specs = Object.values(product.specs ?? {}).slice(0, 3);
  return specs.length > 0 ? specs.join(' · ') : product.brand;
}

function Stock({ left }: { left: number }) {
  if (left <= 0) return <span className="stock none">Sold out</span>;
  if (left <= FEW_LEFT) return <span className="stock few">{left} left</span>;
  return <span className="stock">In stock</span>;
}

function Comparison({ card }: { card: CardOf<'comparison'> }) {
  const [onlyDifferences, setOnlyDifferences] = useState(false);
  const differing = card.rows.filter((row) => row.differs);
  const rows = onlyDifferences ? differing : card.rows;
  const names = card.products.map((product) => product.name).join(' and ');
  return (
    <Frame kind="comparison" title="Side by side">
      {differing.length < card.rows.length && (
        <label className="switch">
          <input
            type="checkbox"
            role="switch"
            checked={onlyDifferences}
            onChange={(event) => setOnlyDifferences(event.target.checked)}
          />
          Only differences
        </label>
      )}
      <div className="table-scroll" tabIndex={0} role="region" aria-label={`Comparison of ${names}`}>
        <table>
          <caption className="sr-only">{names}, compared; rows that differ are marked</caption>
          <thead>
            <tr>
              <td />
              {card.products.map((product) => (
                <th key={product.id} scope="col">
                  <span className="compared-name">{product.name}</span>
                  <span className="price">{money(product.price, product.currency)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name} className={row.differs ? 'differs' : 'same'}>
                <th scope="row">
                  {row.name}
                  {row.differs && <span className="sr-only"> (differs)</span>}
                </th>
                {row.values.map((value, index) => (
                  <td key={index} className={row.best === index ? 'best' : undefined}>
                    {value || <span className="quiet">not stated</span>}
                    {row.best === index && (
                      <span className="better">
                        <Icon name="check" size={13} />
                        <span className="sr-only">better</span>
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {card.verdicts && card.verdicts.length > 0 && (
        <ul className="verdicts">
          {card.verdicts.map(({ use, productId, text }) => (
            <li key={use + productId}>
              {use === 'overall' ? '' : `For ${use}: `}
              <strong>{card.products.find((product) => product.id === productId)?.name}</strong> — {text}
            </li>
          ))}
        </ul>
      )}
      {card.unknown && card.unknown.length > 0 && <p className="quiet">{card.unknown.join('. ')}.</p>}
    </Frame>
  );
}

function Order({ order }: { order: OrderView }) {
  return (
    <Frame
      kind="order"
      title={
        <>
          {order.id} <Status of={order} />
        </>
      }
    >
      {order.delivery && <Expected delivery={order.delivery} />}
      <Lines items={order.items} currency={order.currency} />
      <p className="sum">
        <span>Ordered {day(order.placedOn)}</span>
        <span>
          Total <strong>{money(order.total, order.currency)}</strong>
        </span>
      </p>
      {order.delivery && order.delivery.steps.length > 0 && <Tracking delivery={order.delivery} />}
    </Frame>
  );
}

function Status({ of }: { of: OrderView }) {
  const late = of.delivery?.late ?? false;
  return <span className={`pill ${toneOf(of.status, late)}`}>{words(of.status)}</span>;
}

function Expected({ delivery }: { delivery: DeliveryView }) {
  return (
    <p className="expected">
      <strong>
        {delivery.deliveredOn
          ? `Delivered ${day(delivery.deliveredOn)}`
          : delivery.expectedOn
            ? `${delivery.late ? 'Was expected' : 'Expected'} ${day(delivery.expectedOn)}`
            : 'No delivery date yet'}
      </strong>
      <span className="quiet">
        {delivery.carrier} · <span className="tracking-number">{delivery.trackingNumber}</span>
      </span>
    </p>
  );
}

/** Newest first, as a reader wants to know where it is now. */
function Tracking({ delivery }: { delivery: DeliveryView }) {
  const [all, setAll] = useState(false);
  const steps = delivery.steps.toReversed();
  const shown = all ? steps : steps.slice(0, FIRST_STEPS);
  return (
    <>
      <ol className="tracking" reversed aria-label="Tracking, newest first" data-testid="tracking">
        {shown.map((step, index) => (
          <li key={`${step.at}-${index}`} className={index === 0 ? `now ${toneOf(step.status, delivery.late)}` : undefined}>
            <span className="step-text">{step.text || words(step.status)}</span>
            <span className="quiet">
              {[step.place, dayAndTime(step.at)].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ol>
      {shown.length < steps.length && (
        <button type="button" className="more" onClick={() => setAll(true)}>
          Show {steps.length - shown.length} earlier
        </button>
      )}
    </>
  );
}

function Lines({ items, currency }: { items: OrderLine[]; currency: string | null | undefined }) {
  return (
    <ul className="lines">
      {items.map((item) => (
        <li key={item.productId}>
          <span>
            {item.quantity > 1 && <span className="quiet">{item.quantity} × </span>}
            {item.name}
          </span>
          <span className="price">{money(item.unitPrice * item.quantity, currency)}</span>
        </li>
      ))}
    </ul>
  );
}

function Orders({ orders, onSay }: { orders: OrderView[]; onSay: Say }) {
  return (
    <Frame kind="orders" title="Your orders">
      <ul className="rows">
        {orders.map((order) => (
          <li key={order.id} className="order-row">
            <div className="product-main">
              <button
                type="button"
                className="product-name"
                title={`Track ${order.id}`}
                onClick={() => onSay(`Track ${order.id}`)}
              >
                {order.id}
              </button>
              <span className="product-detail">{order.items.map((item) => item.name).join(', ')}</span>
            </div>
            <div className="product-side">
              <Status of={order} />
              <span className="product-detail">
                {day(order.placedOn)} · {money(order.total, order.currency)}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Frame>
  );
}

function Proposal({ card, open, onSay }: { card: ProposalCard; open: boolean; onSay: Say }) {
  return (
    <Frame kind="proposal" title={operation(card.action.operation).ask}>
      {card.items.length > 0 && <Lines items={card.items} currency={card.currency} />}
      <dl className="facts">
        <Fact name="Order" value={card.orderId} />
        {card.reason && <Fact name="Reason" value={words(card.reason)} />}
        {card.amount != null && <Fact name="Money back" value={money(card.amount, card.currency)} />}
        {card.destination && <Fact name="To" value={card.destination} />}
      </dl>
      {open && (
        <div className="decide">
          <button type="button" className="button primary" onClick={() => onSay('yes')}>
            Yes
          </button>
          <button type="button" className="button" onClick={() => onSay('no')}>
            No
          </button>
          <span className="quiet">Nothing happens until you say yes.</span>
        </div>
      )}
    </Frame>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Choices({ card, open, onSay }: { card: CardOf<'question'>; open: boolean; onSay: Say }) {
  if (card.choices.length === 0) return null;
  return (
    <ul className="choices" aria-label={`Choose: ${words(card.slot)}`} data-testid="card-question">
      {card.choices.map(({ value, label }) => (
        <li key={value}>
          <button type="button" className="choice" disabled={!open} onClick={() => onSay(value)}>
            {label}
            <Icon name="chevron" size={16} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Done({ card }: { card: DoneCard }) {
  return (
    <Frame
      kind="done"
      title={
        <>
          <span className="done-mark" aria-hidden="true">
            <Icon name="check" size={16} />
          </span>
          {operation(card.operation).done}
        </>
      }
    >
      <dl className="facts">
        <div className="reference">
          <dt>Reference</dt>
          <dd data-testid="reference">{card.reference}</dd>
        </div>
        <Fact name="Order" value={card.orderId} />
        <Fact name="Status" value={words(card.status)} />
        {card.amount != null && <Fact name="Money back" value={money(card.amount, card.currency)} />}
        {card.destination && <Fact name="To" value={card.destination} />}
      </dl>
      {card.repeated && <p className="quiet">This was done before, so nothing new happened.</p>}
    </Frame>
  );
}

/** The reply's text gives the reason already; what is left to show is the way on. */
function Refusal({ card, onSignIn }: { card: CardOf<'refusal'>; onSignIn(): void }) {
  if (card.code !== 'sign-in-required') return null;
  return (
    <section className="card card-refusal" data-testid="card-refusal" aria-label="Sign in needed">
      <Icon name="lock" />
      <p>{card.detail}</p>
      <button type="button" className="button primary" onClick={onSignIn}>
        Sign in
      </button>
    </section>
  );
}
