/** What customers may ask of their own data: all of it, or that it goes. The one owner of such requests, for all services. */
@NullMarked
package io.souk.tools.privacy;

import org.jspecify.annotations.NullMarked;
