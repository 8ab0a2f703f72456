import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Icon } from './icons';

interface Props {
  open: boolean;
  /** The reader was signed in before, and that has run out. */
  expired: boolean;
  /** What it is good for. */
  why?: string;
  /** The other way. */
  otherwise?: string;
  onSubmit(username: string, password: string): Promise<void>;
  onDismiss(): void;
}

export function SignIn({
  open,
  expired,
  why = 'Then I can look at your orders, returns and refunds.',
  otherwise = 'Go on as guest',
  onSubmit,
  onDismiss,
}: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    const it = dialog.current;
    if (open && !it?.open) it?.showModal();
    if (!open && it?.open) it.close();
    if (!open) setProblem('');
  }, [open]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    setBusy(true);
    setProblem('');
    try {
      await onSubmit(String(fields.get('username')).trim(), String(fields.get('password')));
      form.reset();
    } catch (error) {
      setProblem(error instanceof TypeError ? 'The shop cannot be reached right now.' : (error as Error).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="sign-in-title"
      onCancel={(event) => {
        event.preventDefault();
        onDismiss();
      }}
      onClick={(event) => event.target === dialog.current && onDismiss()}
    >
      <form onSubmit={(event) => void submit(event)}>
        <button type="button" className="icon-button dialog-close" onClick={onDismiss} aria-label="Close">
          <Icon name="close" size={18} />
        </button>
        <h2 id="sign-in-title">{expired ? 'Please sign in again' : 'Sign in'}</h2>
        <p>
          {expired
            ? 'You were signed out after a while. Your conversation goes on when you are back.'
            : why}
        </p>
        <label>
          User name
          <input name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} required autoFocus />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {problem && (
          <p className="form-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onDismiss}>
            {otherwise}
          </button>
          <button type="submit" className="button primary" disabled={busy}>
            {busy ? 'Signing in…' : 'Sign in'}
          </button>
        </div>
      </form>
    </dialog>
  );
}
