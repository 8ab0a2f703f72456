import { expect, test, type WebSocketRoute } from '@playwright/test';
import { Shop } from './shop';

test.describe('as alice', () => {
  let shop: Shop;

  test.beforeEach(async ({ page }) => {
    shop = new Shop(page);
    await shop.enter();
    await shop.signIn('alice');
  });

  test('the laptops are listed with their prices', async () => {
    const reply = await shop.ask('What laptops do you have?');

    const laptops = reply.getByTestId('card-products').getByRole('listitem');
    await expect(laptops.filter({ hasText: 'TechPro X1' }).first()).toContainText(/\d[\d,]*\.\d\d/);
    expect(await laptops.count()).toBeGreaterThan(1);
  });

  test('two laptops stand side by side, with the differences marked', async () => {
    const reply = await shop.ask('TechPro X1 vs TechPro X2');

    const table = reply.getByRole('table');
    await expect(table.getByRole('columnheader', { name: 'TechPro X1' })).toBeVisible();
    await expect(table.getByRole('columnheader', { name: 'TechPro X2' })).toBeVisible();
    await expect(table.getByRole('rowheader', { name: /\(differs\)/ }).first()).toBeVisible();
  });

  test('an order is tracked, and is still there after a reload', async ({ page }) => {
    const reply = await shop.ask('Track ORD-1001');

    const order = reply.getByTestId('card-order');
    await expect(order.getByRole('heading')).toContainText(/ORD-1001\s*In transit/i);
    await expect(order).toContainText(/expected/i);
    await expect(order.getByTestId('tracking').getByRole('listitem').first()).toBeVisible();

    await page.reload();
    await shop.isConnected();

    await expect(shop.turns).toHaveCount(1);
    await expect(page.getByTestId('said')).toContainText('Track ORD-1001');
    await expect(page.getByTestId('card-order')).toContainText('ORD-1001');
  });

  test('headphones are sent back after a yes, and there is a reference', async ({ page }) => {
    const reply = await shop.ask('I want to return my headphones');

    // They may have been sent back by an earlier run: then the reference is told at once.
    const proposal = reply.getByTestId('card-proposal');
    await expect(proposal.or(reply.getByTestId('card-done'))).toBeVisible();
    if (await proposal.isVisible()) {
      await expect(proposal).toContainText(/ORD-\d+/);
      await proposal.getByRole('button', { name: 'Yes' }).click();
      await expect(shop.turns).toHaveCount(2);
      await shop.reply();
      await expect(proposal.getByRole('button')).toHaveCount(0);
    }

    await expect(page.getByTestId('reference')).toHaveText(/\S+/);
  });
});

test('a guest is asked to sign in, and is answered once signed in', async ({ page }) => {
  const shop = new Shop(page);
  await shop.enter();

  const reply = await shop.ask('Track ORD-1001');
  await expect(reply).not.toContainText('In transit');
  await reply.getByRole('button', { name: 'Sign in' }).click();
  await shop.fillSignIn('alice');

  await expect(shop.message).toHaveValue('Track ORD-1001');
  await shop.message.press('Enter');
  await expect((await shop.reply()).getByTestId('card-order')).toContainText('ORD-1001');
});

test('a wrong password is told in words', async ({ page }) => {
  const shop = new Shop(page);
  await shop.enter();

  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('User name').fill('alice');
  await dialog.getByLabel('Password').fill('wrong');
  await dialog.getByRole('button', { name: 'Sign in' }).click();

  await expect(dialog.getByRole('alert')).toContainText('do not go together');
});

test('a message that is too long is not sent', async ({ page }) => {
  const shop = new Shop(page);
  await shop.enter();

  await shop.message.fill('x'.repeat(4001));
  await shop.message.press('Enter');

  await expect(page.getByTestId('count')).toHaveText('1 character too many');
  await expect(page.getByRole('button', { name: 'Send' })).toBeDisabled();
  await expect(shop.turns).toHaveCount(0);
});

test('a cut line is shown, comes back, and nothing said meanwhile is lost or doubled', async ({ page }) => {
  let cut = false;
  const lines: WebSocketRoute[] = [];
  await page.routeWebSocket(/\/ws\/chat/, (line) => {
    if (cut) {
      void line.close({ code: 1001 });
      return;
    }
    line.connectToServer();
    lines.push(line);
  });
  const shop = new Shop(page);
  await shop.enter();
  await shop.ask('What is the refund policy?');

  cut = true;
  await Promise.all(lines.map((line) => line.close({ code: 1001 })));
  await expect(shop.connection).toHaveAttribute('data-state', 'reconnecting');
  await expect(shop.connection).toContainText(/Reconnecting in \d+ s/);
  await shop.say('What laptops do you have?');
  await expect(shop.turns.last().getByTestId('said')).toHaveAttribute('data-state', 'sending');

  cut = false;
  await shop.isConnected();
  await expect((await shop.reply()).getByTestId('answer')).toHaveText(/\S+/);
  await expect(shop.turns).toHaveCount(2);
});

test('without a network the page says so, and is back with it', async ({ page, context }) => {
  const shop = new Shop(page);
  await shop.enter();

  await context.setOffline(true);
  await expect(shop.connection).toHaveAttribute('data-state', 'offline');

  await context.setOffline(false);
  await shop.isConnected();
});
