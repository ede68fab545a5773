function r({find:t}){return{press(e){e.key=="/"&&t("input[type=search]").focus()}}}export{r as start};
