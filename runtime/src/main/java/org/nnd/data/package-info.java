/** Data sets in memory, read from CSV files and from MNIST's IDX files. */
package org.nnd.data;
