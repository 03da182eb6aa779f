/**
 * What makes saved displays answer the reader: tables sort by a click on a column's head, filters hide the cases
 * that do not match. It works on what stands in the page, needs no kernel, reads texts only as texts, and
 * listens once per page however many displays bring it along. Where scripts do not run, all stays readable, and
 * the lists to filter by, which would do nothing there, are not in the page.
 *
 * It is one constant text, so that a page can allow exactly this script and no other (by its hash).
 */
export const SCRIPT: string = `
(()=>{
for(const place of document.querySelectorAll(".fl-filters[data-choices]")){
  const choices=JSON.parse(place.getAttribute("data-choices"));
  place.removeAttribute("data-choices");
  for(const [name,entries] of choices){
    const label=document.createElement("label"),list=document.createElement("select");
    list.setAttribute("data-filter",name);
    for(const [value,text] of [["","all"],...entries]){
      const option=document.createElement("option");
      option.value=value;
      option.textContent=text;
      list.append(option);
    }
    label.append(name+" ",list);
    place.lastElementChild.before(label);
  }
}
if(window.__faultlineDisplays)return;
window.__faultlineDisplays=true;
const sort=(head)=>{
  const table=head.closest("table"),body=table.tBodies[0],at=head.cellIndex;
  const up=head.getAttribute("aria-sort")!=="ascending";
  for(const other of head.parentNode.cells)other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort",up?"ascending":"descending");
  const key=(row)=>{const cell=row.cells[at],n=cell.dataset.n;return n===undefined?cell.textContent:n===""?NaN:Number(n)};
  const missing=(k)=>typeof k==="number"&&Number.isNaN(k);
  const rows=[...body.rows].map((row,i)=>({row,i,k:key(row)}));
  rows.sort((a,b)=>missing(a.k)||missing(b.k)?missing(a.k)-missing(b.k)||a.i-b.i
    :((typeof a.k==="number"?a.k-b.k:a.k<b.k?-1:a.k>b.k?1:0)*(up?1:-1)||a.i-b.i));
  for(const {row} of rows)body.append(row);
};
const filter=(view)=>{
  const wanted=[...view.querySelectorAll("select[data-filter]")].filter((s)=>s.value!=="");
  let shown=0;
  for(const item of view.querySelectorAll(".fl-case")){
    const fits=wanted.every((s)=>JSON.parse(item.getAttribute("data-"+s.dataset.filter)||"[]").includes(s.value));
    item.hidden=!fits;
    if(fits)shown++;
  }
  const told=view.querySelector(".fl-shown");
  if(told)told.textContent=String(shown);
};
document.addEventListener("click",(event)=>{
  const head=event.target.closest&&event.target.closest(".fl-sortable th");
  if(head)sort(head);
});
document.addEventListener("keydown",(event)=>{
  const head=event.key==="Enter"&&event.target.closest&&event.target.closest(".fl-sortable th");
  if(head)sort(head);
});
document.addEventListener("change",(event)=>{
  const list=event.target.closest&&event.target.closest("select[data-filter]");
  if(list)filter(list.closest(".fl-view"));
});
})();
`.trim();
