/** Models on stock ONNX Runtime: sessions, the training loop, predictions. */
package org.nnd.runtime;
