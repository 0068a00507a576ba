/** What a training leaves for people to look at: curves, a report, event files. */
package org.nnd.report;
