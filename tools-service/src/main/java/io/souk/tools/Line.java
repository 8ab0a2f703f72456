package io.souk.tools;

/**
 * One item of one order: what a customer means by "my headphones".
 *
 * @param number place in the order, from 0
 */
record Line(PurchaseOrder order, int number, OrderItem item) {}
