import { useEffect, useRef, useState } from 'react';
import { eraseMyData, fetchMyData } from '../lib/api';
import { Icon } from './icons';

interface Props {
  open: boolean;
  onClose(): void;
  /** Nothing is left; the account is closed. */
  onErased(): void;
}

type Step = 'idle' | 'fetching' | 'waiting' | 'asking' | 'erasing' | 'erased';

/** What is kept of the reader: to take along, or to have erased after a second thought. */
export function MyData({ open, onClose, onErased }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [step, setStep] = useState<Step>('idle');
  const [problem, setProblem] = useState('');

  useEffect(() => {
    const it = dialog.current;
    if (open && !it?.open) it?.showModal();
    if (!open && it?.open) it.close();
    if (open) {
      setStep('idle');
      setProblem('');
    }
  }, [open]);

  const attempt = async (during: Step, work: () => Promise<Step>) => {
    setStep(during);
    setProblem('');
    try {
      setStep(await work());
    } catch (error) {
      setStep('idle');
      setProblem(error instanceof TypeError ? 'The shop cannot be reached right now.' : (error as Error).message);
    }
  };

  const download = () =>
    void attempt('fetching', async () => {
      const data = await fetchMyData();
      if (data === null) return 'waiting';
      const link = document.createElement('a');
      link.href = URL.createObjectURL(data);
      link.download = 'my-data.json';
      link.click();
      URL.revokeObjectURL(link.href);
      return 'idle';
    });

  const erase = () =>
    void attempt('erasing', async () => {
      await eraseMyData();
      return 'erased';
    });

  const close = step === 'erased' ? onErased : onClose;

  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="my-data-title"
      data-testid="my-data"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <form onSubmit={(event) => event.preventDefault()}>
        <button type="button" className="icon-button dialog-close" onClick={close} aria-label="Close">
          <Icon name="close" size={18} />
        </button>
        <h2 id="my-data-title">{TITLE[step] ?? 'Your data'}</h2>
        <p role="status">{TEXT[step]}</p>
        {problem && (
          <p className="form-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="dialog-actions">
          {step === 'erased' ? (
            <button type="button" className="button primary" onClick={close}>
              Close
            </button>
          ) : step === 'asking' || step === 'erasing' ? (
            <>
              <button type="button" className="button" onClick={() => setStep('idle')} disabled={step === 'erasing'}>
                Keep it
              </button>
              <button type="button" className="button danger" onClick={erase} disabled={step === 'erasing'}>
                {step === 'erasing' ? 'Erasing…' : 'Erase for good'}
              </button>
            </>
          ) : (
            <>
              <button type="button" className="button primary" onClick={download} disabled={step === 'fetching'}>
                {step === 'fetching' ? 'Gathering…' : 'Export'}
              </button>
              <button type="button" className="button" onClick={() => setStep('asking')}>
                Erase…
              </button>
            </>
          )}
        </div>
      </form>
    </dialog>
  );
}

const TITLE: Partial<Record<Step, string>> = {
  asking: 'Erase everything?',
  erasing: 'Erase everything?',
  erased: 'It is being erased',
};

const KEPT = 'Your profile, orders, conversations and all else that is kept of you: as one file, or not at all any more.';
const LAST_WORD =
  'Your conversations, profile and payment methods go. Orders stay in the books without your name and address: ' +
  'an order that is still on its way, a refund not paid yet and what is on a gift card can’t be looked after any more. This cannot be undone.';

const TEXT: Record<Step, string> = {
  idle: KEPT,
  fetching: KEPT,
  waiting: 'One of our services is away just now. Please export again in a minute.',
  asking: LAST_WORD,
  erasing: LAST_WORD,
  erased: 'Your account is closed, and everything goes within moments.',
};
