/** Graphs as ONNX models. */
package org.nnd.onnx;
