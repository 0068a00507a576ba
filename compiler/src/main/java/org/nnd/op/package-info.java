/**
 * The ops, each with its type rule and its gradient in one file, and the reverse walk over them.
 *
 * <p>Sources: <a href="https://onnx.ai/onnx/operators/">the ONNX operators</a>, opset 21.
 */
package org.nnd.op;
