/** Learning from turns that went wrong: what a person labels joins the training texts. */
@NullMarked
package io.souk.intent.review;

import org.jspecify.annotations.NullMarked;
