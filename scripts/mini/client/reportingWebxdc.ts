/** `webxdc.js` as the kit serves it: the product's own, after what reports. */
import './reporter.ts';
import '../../../src/mini/client/webxdc.ts';
