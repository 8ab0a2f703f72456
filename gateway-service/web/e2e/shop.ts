import { expect, type Locator, type Page } from '@playwright/test';

/** The chat page as a person uses it. */
export class Shop {
  constructor(readonly page: Page) {}

  async enter(): Promise<void> {
    await this.page.goto('/');
    await this.isConnected();
  }

  async isConnected(): Promise<void> {
    await expect(this.connection).toHaveAttribute('data-state', 'connected');
  }

  async signIn(username: string, password = 'souk'): Promise<void> {
    await this.page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click();
    await this.fillSignIn(username, password);
  }

  async fillSignIn(username: string, password = 'souk'): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('User name').fill(username);
    await dialog.getByLabel('Password').fill(password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await expect(this.page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    await this.isConnected();
  }

  /** Says it and waits for the whole reply. */
  async ask(text: string): Promise<Locator> {
    await this.say(text);
    return this.reply();
  }

  async say(text: string): Promise<void> {
    await this.message.fill(text);
    await this.message.press('Enter');
    await expect(this.turns.last().getByTestId('said')).toContainText(text);
  }

  /** The last turn, once it is done. */
  async reply(): Promise<Locator> {
    await expect(this.turns.last()).toHaveAttribute('data-phase', 'done');
    return this.turns.last();
  }

  get message(): Locator {
    return this.page.getByLabel('Your message');
  }

  get turns(): Locator {
    return this.page.getByTestId('turn');
  }

  get connection(): Locator {
    return this.page.getByTestId('connection');
  }
}
