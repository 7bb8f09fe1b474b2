use super::Names;

fn names() -> Names {
    let old = ["Ana Example", "Dr. Ana Example, Jr.", "“Rosa M.”"];
    Names::new(old.map(str::to_owned), "“Rosa M.”")
}

#[test]
fn a_name_is_found_as_whole_words() {
    for (text, after) in [
        ("Ana Example", Some("“Rosa M.”")),
        ("By ANA  EXAMPLE.", Some("By “Rosa M.”.")),
        ("Dr. Ana Example, Jr., speaks", Some("“Rosa M.”, speaks")),
        ("Anaa Example", None),
        ("Ana Examples", None),
        ("Rosa M. and Ana\nExample", Some("Rosa M. and “Rosa M.”")),
        ("“Rosa M.”", None),
    ] {
        assert_eq!(names().replaced(text).as_deref(), after, "{text}");
    }
}

#[test]
fn accents_and_signs_that_nobody_sees_hide_no_name() {
    let names = Names::new(["José Núñez-Ortiz".to_owned()], "Rosa");
    for text in [
        "Jose Nunez Ortiz",
        "JOSÉ NÚÑEZ-ORTIZ",
        "Jose\u{301} Nu\u{301}n\u{303}ez\u{a0}Ortiz",
        "Jo\u{ad}sé Nú\u{200b}ñez‑Ortiz",
    ] {
        assert_eq!(names.replaced(text).as_deref(), Some("Rosa"), "{text}");
    }
    assert!(super::is_same("Jose\u{301}", "JOSÉ") && !super::is_same("“”", ""));
}

#[test]
fn a_name_of_one_word_is_found_as_names_are_written() {
    let names = Names::new(["“Grace”".to_owned()], "a speaker");
    assert_eq!(names.replaced("Hear Grace, by grace").as_deref(), Some("Hear a speaker, by grace"));
    assert_eq!(names.replaced("“grace”"), None);
    assert_eq!(names.replaced("GRACE").as_deref(), Some("a speaker"));
    let other = names.without(["GRACE"]);
    assert_eq!(other.replaced("Grace"), None);
}

#[test]
fn the_signs_of_a_name_go_with_it() {
    let names = Names::new(["Ann (she)", "“Ann”"].map(str::to_owned), "Ann Alpha");
    for (text, after) in [
        ("Ann (she) speaks", "Ann Alpha speaks"),
        ("“Ann”, a farmer", "Ann Alpha, a farmer"),
        ("(“Ann” is here)", "(Ann Alpha is here)"),
    ] {
        assert_eq!(names.replaced(text).as_deref(), Some(after), "{text}");
    }
    let names = Names::new(["Ann!".to_owned()], "Ann Alpha").without(["Ann Other"]);
    let lines = "Ann\nAnn Other\nANN!\nAnn Alpha\nAnn (she)";
    let told = "Ann Alpha\nAnn Other\nAnn Alpha\nAnn Alpha\nAnn Alpha (she)";
    assert_eq!(names.replaced_in_lines(lines).as_deref(), Some(told));
    assert_eq!(names.replaced_in_lines("Ann Other"), None);
}

#[test]
fn lists_have_the_surname_first() {
    let names = Names::new(["Dr. Ana María Example"].map(str::to_owned), "Rosa");
    for (text, after) in [
        ("EXAMPLE, Dr. Ana Maria", Some("Rosa")),
        ("(María Example, Dr. Ana)", Some("(Rosa)")),
        ("Ana María Example, Dr.; Other, Ben", Some("Rosa.; Other, Ben")),
        ("Example Dr. Ana María", None),
        ("For example: Dr. Ana María", None),
        ("Example; Dr. Ana María", None),
    ] {
        assert_eq!(names.replaced(text).as_deref(), after, "{text}");
    }
    assert!(!names.may_be_in("Maria, Ana"));
    assert!(names.without(["dr. ana maria example"]).replaced("Example, Dr. Ana Maria").is_none());
    let initials = Names::new(["A. Q.".to_owned()], "a speaker");
    assert_eq!(initials.replaced("Then a Q&A").as_deref(), None);
    assert_eq!(initials.replaced("By A.Q., then").as_deref(), Some("By a speaker, then"));
    let one = Names::new(["Grace".to_owned()], "Rosa");
    assert_eq!(one.replaced("grace, Hope"), None);
    assert_eq!(one.replaced_in_name("Grace Street"), None);
    assert_eq!(names.replaced_in_name("Dr. Ana María Example Hall").as_deref(), Some("Rosa Hall"));
}

#[test]
fn a_list_of_people_has_no_surname_first() {
    let names = Names::new(["John Smith".to_owned()], "Luna");
    for (text, after) in [
        ("Mary Smith, John Smith and Ben", Some("Mary Smith, Luna and Ben")),
        ("Mary Smith, John Carter", None),
        ("Heard: Smith, John; Carter, Mary", Some("Heard: Luna; Carter, Mary")),
        ("with Smith, John", Some("with Luna")),
    ] {
        assert_eq!(names.replaced(text).as_deref(), after, "{text}");
    }
}

#[test]
fn the_longer_name_of_somebody_else_stays() {
    let names = Names::new(["王明".to_owned()], "甲").without(["王明华", "Ann Lee Carter"]);
    assert_eq!(names.replaced("请听王明华和王明的证词").as_deref(), Some("请听王明华和甲的证词"));
    let names = Names::new(["Ann Lee".to_owned()], "Rosa").without(["Ann Lee Carter"]);
    assert_eq!(names.replaced("Ann Lee Carter"), None);
    assert_eq!(names.replaced("Ann Lee").as_deref(), Some("Rosa"));
}

#[test]
fn a_surname_alone_is_no_name_but_may_give_it_away() {
    assert!(names().may_be_in("Ms. Example’s story"));
    assert!(names().replaced("Ms. Example’s story").is_none());
    assert!(!names().may_be_in("Rosa M. and Ana"));
}

#[test]
fn a_first_name_may_be_the_chosen_one() {
    let names = Names::new(["Ana Example".to_owned(), "Dr. Ana Example".to_owned()], "Ana");
    for (text, after) in [
        ("Ana Example and Ana", Some("Ana and Ana")),
        ("By Dr. Ana Example", Some("By Ana")),
        ("Ana", None),
    ] {
        assert_eq!(names.replaced(text).as_deref(), after, "{text}");
    }
    assert!(names.may_be_in("Ms. Example") && !names.may_be_in("Ana"));
}

#[test]
fn all_texts_in_json_are_looked_at() {
    let json = r#"{"a":["Ana Example",1,{"b":"Ana"}],"c":null}"#;
    let after = r#"{"a":["“Rosa M.”",1,{"b":"Ana"}],"c":null}"#;
    assert_eq!(names().replaced_in_json(json).as_deref(), Some(after));
    assert_eq!(names().replaced_in_json("no JSON: Ana Example"), None);
}
