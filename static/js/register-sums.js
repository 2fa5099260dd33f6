// Sums of the tables of a register as they are typed, beside the number of people.
//
// Each table is a [data-margin] with number inputs and an <output>; [data-population] holds the
// number of people. The words come from the template.
const form = document.querySelector("[data-register]");
const population = form?.querySelector("[data-population] input");
const numbers = new Intl.NumberFormat(document.documentElement.lang || "id");

function show(table) {
  const inputs = [...table.querySelectorAll("input")];
  const filled = inputs.some((input) => input.value !== "");
  const total = inputs.reduce((sum, input) => sum + (Number(input.value) || 0), 0);
  table.querySelector("output").textContent = filled ? numbers.format(total) : "";
  const expected = Number(population?.value) || 0;
  table.querySelector("[data-differs]").hidden = !filled || !expected || total === expected;
}

if (form) {
  const tables = [...form.querySelectorAll("[data-margin]")];
  const all = () => tables.forEach(show);
  form.addEventListener("input", all);
  all();
}
