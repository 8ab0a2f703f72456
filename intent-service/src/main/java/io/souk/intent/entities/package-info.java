/** What a message names: orders, products, amounts, days, people. */
@NullMarked
package io.souk.intent.entities;

import org.jspecify.annotations.NullMarked;
