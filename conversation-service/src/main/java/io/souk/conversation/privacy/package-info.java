/** What customers may ask of their own data: all that was said, or that it is forgotten. */
@NullMarked
package io.souk.conversation.privacy;

import org.jspecify.annotations.NullMarked;
