/** What is measured; one class for each thing that takes turns with its peers. */
package org.nnd.benchmarks;
