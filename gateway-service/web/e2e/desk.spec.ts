import { expect, test } from '@playwright/test';
import { Shop } from './shop';

test('a person takes a conversation over, reads on live, answers and hands it back', async ({ page, browser }) => {
  const shop = new Shop(page);
  await shop.enter();
  await shop.signIn('alice');
  await shop.ask('Track ORD-1001');
  await shop.ask('I want to talk to a person');

  const dana = await (await browser.newContext()).newPage();
  await dana.goto('/desk');
  await dana.getByRole('banner').getByRole('button', { name: 'Sign in' }).click();
  await new Shop(dana).fillSignIn('dana');
  await dana.getByTestId('queue').getByRole('button').filter({ hasText: 'Track ORD-1001' }).last().click();
  await expect(dana.getByTestId('gist')).toContainText('u-alice');
  await expect(dana.getByTestId('said')).toContainText(['Track ORD-1001', 'I want to talk to a person']);
  await dana.getByRole('button', { name: 'ORD-1001', exact: true }).first().click();
  await expect(dana.getByTestId('audit')).toContainText(/Nothing was done to ORD-1001 here|·/);

  await shop.say('The box was open.');
  await expect(dana.getByTestId('said').last()).toContainText('The box was open.');
  await dana.getByLabel('Your message').fill('I am looking into it.');
  await dana.getByLabel('Your message').press('Enter');
  await expect(page.getByTestId('notice').last()).toContainText('Dana: I am looking into it.');
  await expect(dana.getByTestId('notice').last()).toContainText('I am looking into it.');

  await dana.getByRole('button', { name: 'Hand back' }).click();
  await expect(dana.getByTestId('gist')).toHaveCount(0);
  await shop.ask('What laptops do you have?');
  await expect(shop.turns.last()).toContainText('TechPro X1');
});
