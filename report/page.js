/* SPDX-License-Identifier: MIT */
/*
 * The filter, arrow keys in the matrix, Escape, and a log that takes the focus;
 * without this all is there, and every cell still leads to its log. The page is
 * XML, too: no "less than" and no ampersand in here.
 */
"use strict";
(function () {
	var form = document.querySelector(".filter");
	var filter = document.getElementById("filter");
	var kind = document.getElementById("with");
	var count = document.getElementById("count");
	var rows = Array.from(document.querySelectorAll(".matrix tbody tr"));
	var details = Array.from(document.querySelectorAll(".abi"));

	function words() {
		return filter.value.toLowerCase().split(/[ ,]+/).filter(Boolean);
	}

	function named(element, wanted) {
		var name = element.dataset.abi;
		return wanted.length === 0 || wanted.some(function (word) {
			return name.includes(word);
		});
	}

	function apply() {
		var wanted = words(), shown = 0;
		rows.forEach(function (row) {
			var found = kind.value === "";
			Array.from(row.cells).forEach(function (cell) {
				var same = cell.dataset.is === kind.value;
				found = found || same;
				cell.classList.toggle("dim", !(kind.value === "" ||
					same || cell.dataset.is === undefined));
			});
			row.hidden = !(found ? named(row, wanted) : false);
			shown += row.hidden ? 0 : 1;
		});
		details.forEach(function (element) {
			element.hidden = !named(element, wanted);
		});
		count.textContent = shown + " of " + rows.length + " ABIs";
	}

	/* What a cell has to take the focus; the row's name is a cell, too. */
	function inside(cell) {
		return cell ? cell.firstElementChild : null;
	}

	function move(cell, right, down) {
		var seen = rows.filter(function (row) { return !row.hidden; });
		var row = seen[seen.indexOf(cell.parentElement) + down];
		var next = row ? inside(row.cells[cell.cellIndex + right]) : null;
		if (next) {
			next.focus();
			next.scrollIntoView({ block: "nearest", inline: "nearest" });
		}
		return next;
	}

	function target() {
		return document.getElementById(
			decodeURIComponent(location.hash.slice(1)));
	}

	function arrived() {
		var element = target();
		if (!element)
			return;
		if (element.classList.contains("abi")) {
			element.hidden = false;
			element.open = true;
			element.firstElementChild.focus();
			element.scrollIntoView();
		} else {
			element.focus();
		}
	}

	var arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0],
		ArrowUp: [0, -1], ArrowDown: [0, 1] };
	document.addEventListener("keydown", function (event) {
		var open = target(), cell;
		if (event.key === "Escape") {
			if (open ? open.classList.contains("log") : false) {
				location.hash = open.querySelector(".close").hash;
			} else if (document.activeElement === filter) {
				filter.value = "";
				apply();
			}
		} else if (arrows[event.key]) {
			cell = event.target.closest(".matrix td, .matrix tbody th");
			if (cell ? move(cell, arrows[event.key][0],
			    arrows[event.key][1]) : false)
				event.preventDefault();
		}
	});
	filter.addEventListener("input", apply);
	kind.addEventListener("change", apply);
	form.addEventListener("submit", function (event) {
		event.preventDefault();
	});
	addEventListener("hashchange", arrived);
	form.hidden = false;
	apply();
	arrived();
}());
