/** Orders: their exact states and money, and what each operation does to them, checked in the order the rules name. */
@NullMarked
package io.souk.tools.orders;

import org.jspecify.annotations.NullMarked;
