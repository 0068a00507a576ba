/** A trained network as a page that predicts and learns in a browser. */
package org.nnd.web;
